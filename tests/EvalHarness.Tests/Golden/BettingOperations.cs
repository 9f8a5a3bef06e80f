using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Sequential;
using static EvalHarness.Tests.Golden.GoldenJson;

namespace EvalHarness.Tests.Golden;

internal static class BettingOperations
{
    [GoldenOperation("betting_interval")]
    public static JsonNode? Interval(JsonElement input)
    {
        double[] values = input.Numbers("x");
        int[] counts = [.. input.Numbers("at").Select(Count)];
        var sequence = new BettingSequence(Rule(input), input.Number("alpha"));
        var looks = new Dictionary<int, BettingLook>();
        for (int count = 0; count <= values.Length; count++)
        {
            if (counts.Contains(count))
            {
                looks[count] = sequence.Look();
            }
            if (count < values.Length)
            {
                sequence.Add(values[count]);
            }
        }
        double[] means = input.Numbers("m");
        return new JsonObject
        {
            ["interval"] = new JsonArray([.. counts.Select(count => Limits(looks[count].Interval))]),
            ["running"] = new JsonArray([.. counts.Select(count => Limits(looks[count].Running))]),
            ["log_capital"] = Node(means.Select(sequence.LogCapital)),
            ["rejected_at"] = new JsonArray([.. means.Select(mean => (JsonNode?)sequence.ExcludedAt(mean))]),
        };

        int Count(double count) =>
            double.IsInteger(count) && count >= 0 && count <= values.Length
                ? (int)count
                : throw new ArgumentException($"a count must lie in [0, {values.Length}], was {count}", nameof(input));
    }

    private static BettingRule Rule(JsonElement input)
    {
        double Or(string key, double otherwise) => input.TryGetProperty(key, out _) ? input.Number(key) : otherwise;
        return input.GetProperty("rule").GetString() switch
        {
            "hedged_plugin" => BettingRule.PlugIn(Or("c", 0.5), Or("theta", 0.5), Planned(input)),
            "constant" => BettingRule.Constant(input.Number("lambda"), Or("c", 0.5), Or("theta", 0.5)),
            "fixed_grid" => BettingRule.Grid(input.Numbers("lambdas")),
            var other => throw new ArgumentException($"no rule '{other}'", nameof(input)),
        };
    }

    private static double? Planned(JsonElement input) =>
        input.TryGetProperty("fixed_n", out var n) && n.ValueKind != JsonValueKind.Null ? Number(n) : null;

    private static JsonNode? Limits(Interval? interval) => interval is { } some ? GoldenResult.Node(some) : null;
}
