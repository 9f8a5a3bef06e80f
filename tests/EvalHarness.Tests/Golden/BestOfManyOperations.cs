using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Tests;
using static EvalHarness.Tests.Golden.GoldenJson;

namespace EvalHarness.Tests.Golden;

internal static class BestOfManyOperations
{
    [GoldenOperation("multiple_comparisons_with_best")]
    public static JsonNode? WithBest(JsonElement input)
    {
        double level = input.Number("confidence");
        var result = input.TryGetProperty("scores", out _)
            ? MultipleComparisonsWithBest.Of(input.Rows("scores"), Design(input), level)
            : MultipleComparisonsWithBest.Of(
                input.Numbers("means"),
                input.Integer("n"),
                input.Number("variance"),
                Df(input),
                level
            );
        if (result is null)
        {
            return null;
        }
        bool isDefined = !result.Intervals.IsEmpty;
        double?[] Limits(Func<int, double> limit) =>
            [.. result.Means.Select((_, i) => isDefined ? limit(i) : (double?)null)];
        return new JsonObject
        {
            ["means"] = Node(result.Means),
            ["variance"] = result.Variance,
            ["df"] = Node(result.DegreesOfFreedom),
            ["critical"] = Node(result.Critical),
            ["margin"] = Node(result.Margin),
            ["difference_to_best_other"] = Node(result.DifferenceToBestOther),
            ["lower"] = GoldenResult.Node(Limits(i => result.Intervals[i].Low)),
            ["upper"] = GoldenResult.Node(Limits(i => result.Intervals[i].High)),
            ["possible_best"] = Indices(result.PossibleBest),
            ["best"] = result.Best,
        };
    }

    [GoldenOperation("holm_all_pairs")]
    public static JsonNode? AllPairs(JsonElement input)
    {
        double[][] scores = input.Rows("scores");
        double alpha = input.Number("alpha");
        var family = input.GetProperty("test").GetString() switch
        {
            "paired_t" => HolmAllPairs.PairedT(scores, alpha),
            "mcnemar_midp" => HolmAllPairs.McNemarMidP(scores, alpha),
            var other => throw new ArgumentException($"no test '{other}'", nameof(input)),
        };
        return family is null
            ? null
            : new JsonObject
            {
                ["family"] = family.Pairs.Length,
                ["pairs"] = new JsonArray([.. family.Pairs.Select(pair => Indices([pair.First, pair.Second]))]),
                ["difference"] = Node(family.Pairs.Select(pair => pair.Difference)),
                ["p"] = GoldenResult.Node(family.Pairs.Select(pair => pair.P)),
                ["p_holm"] = GoldenResult.Node(family.Pairs.Select(pair => pair.AdjustedP)),
                ["reference"] = family.Reference,
                ["worse_than_reference"] = Indices(family.WorseThanReference),
            };
    }

    private static ComparisonDesign Design(JsonElement input) =>
        input.GetProperty("design").GetString() switch
        {
            "independent" => ComparisonDesign.Independent,
            "blocked" => ComparisonDesign.Blocked,
            var other => throw new ArgumentException($"no design '{other}'", nameof(input)),
        };

    private static double? Df(JsonElement input) =>
        input.TryGetProperty("df", out var df) && df.ValueKind != JsonValueKind.Null ? Number(df) : null;

    private static JsonArray Indices(IEnumerable<int> indices) => [.. indices.Select(index => JsonValue.Create(index))];
}
