using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Scoring;
using NUnit.Framework;

namespace EvalHarness.Tests.Scoring.Metrics;

/// <summary>Reference values of metrics, and the value of a metric over samples, through the record itself.</summary>
internal static class MetricReferences
{
    private static readonly string Cases = Path.Combine(AppContext.BaseDirectory, "Golden", "Cases");

    /// <summary>Input and expected fields of every valid case of an operation in a golden file.</summary>
    public static IEnumerable<TestCaseData> Named(string file, string op) =>
        Inputs(file, op).Select(one => new TestCaseData(one.Input, one.Expected).SetArgDisplayNames(one.Name));

    /// <summary>The same, with the name of the case.</summary>
    public static IEnumerable<(string Name, JsonElement Input, JsonElement Expected)> Inputs(string file, string op) =>
        JsonDocument
            .Parse(File.ReadAllBytes(Path.Combine(Cases, file)))
            .RootElement.GetProperty("cases")
            .EnumerateArray()
            .Select(one =>
                (one.GetProperty("name").GetString()!, one.GetProperty("input"), one.GetProperty("expected"))
            )
            .Where(one => one.Item2.GetProperty("op").GetString() == op && !one.Item3.TryGetProperty("invalid", out _));

    /// <summary>An answer beside its targets.</summary>
    public static ScoredSample Sample(string? answer, params string[] targets) =>
        new(answer, [.. targets], Outcome.Answered);

    /// <summary>The value of the total of all samples.</summary>
    public static double? Value(IMetric metric, params ScoredSample[] samples) =>
        metric.Value(MetricSamples.Total(metric, samples));

    /// <summary>The value of all samples that have something for this metric, each with weight 1.</summary>
    public static double? Value(IWeightedMetric metric, params ScoredSample[] samples)
    {
        double[][] rows = MetricSamples.Rows(metric, samples);
        return metric.Value([.. rows.SelectMany(row => row)], [.. rows.Select(_ => 1.0)]);
    }
}
