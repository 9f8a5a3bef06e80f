using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Numerics;
using static EvalHarness.Tests.Golden.GoldenJson;

namespace EvalHarness.Tests.Golden;

internal static class QuantileOperations
{
    [GoldenOperation("quantiles")]
    public static JsonNode? Of(JsonElement input)
    {
        double[] values = input.Numbers("x");
        var fields = new JsonObject();
        foreach (var share in input.GetProperty("p").EnumerateArray())
        {
            double p = Number(share);
            fields["p" + share.GetRawText()] = Every(values, p);
            fields["p" + p.ToString("R", CultureInfo.InvariantCulture)] = Every(values, p);
        }
        return fields;
    }

    private static JsonObject Every(double[] values, double p) =>
        new()
        {
            ["type7"] = Quantiles.Of(values, p),
            ["type8"] = Quantiles.Of(values, p, QuantileType.Type8),
            ["type6"] = Quantiles.Of(values, p, QuantileType.Type6),
            ["type1"] = Quantiles.Of(values, p, QuantileType.Type1),
            ["harrell_davis"] = Quantiles.HarrellDavis(values, p),
        };
}
