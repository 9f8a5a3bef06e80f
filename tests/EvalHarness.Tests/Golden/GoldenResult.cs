using System.Text.Json.Nodes;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Tests.Golden;

/// <summary>Writes the product's results as the fields of golden cases.</summary>
internal static class GoldenResult
{
    public static JsonNode Node(Interval interval) => new JsonArray(interval.Low, interval.High);

    public static JsonNode Node(Interval? interval) =>
        interval is { } defined ? Node(defined) : new JsonArray(null, null);

    public static JsonNode Node(IEnumerable<double?> values) =>
        new JsonArray([.. values.Select(value => GoldenJson.Node(value))]);
}
