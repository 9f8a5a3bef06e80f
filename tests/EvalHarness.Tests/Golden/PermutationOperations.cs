using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Tests;
using static EvalHarness.Tests.Golden.GoldenJson;

namespace EvalHarness.Tests.Golden;

internal static class PermutationOperations
{
    private const ulong Seed = 20240601;

    [GoldenOperation("paired_signflip_exact")]
    public static JsonNode? SignFlipExact(JsonElement input) => Fields(SignFlip.Exact(input.Numbers("d")));

    [GoldenOperation("paired_signflip_mc")]
    public static JsonNode? SignFlipRandom(JsonElement input) =>
        Fields(SignFlipResampling.Test(input.Numbers("d"), Math.Max(100_000, input.Integer("B")), Seed));

    [GoldenOperation("cluster_signflip_exact")]
    public static JsonNode? ClusterSignFlip(JsonElement input) =>
        Fields(SignFlip.Exact(input.Numbers("d"), Clusters.Number<string>(input.Labels("cluster"))));

    [GoldenOperation("two_sample_permutation_exact")]
    public static JsonNode? TwoSample(JsonElement input) =>
        Fields(TwoSamplePermutation.Exact(input.Numbers("x"), input.Numbers("y")));

    [GoldenOperation("maxt_signflip_exact")]
    public static JsonNode? MaxTSignFlip(JsonElement input)
    {
        (double[] rows, int metrics) = input.Table("D_rows_items_cols_metrics");
        var test = MaxT.Exact(rows, metrics);
        return new JsonObject
        {
            ["t_abs"] = GoldenResult.Node(test.T),
            ["p_raw"] = Node(test.PRaw),
            ["p_adj_maxT"] = Node(test.PAdjusted),
        };
    }

    private static JsonObject? Fields(PermutationResult? test) =>
        test is null
            ? null
            : new JsonObject
            {
                ["mean_diff"] = test.MeanDifference,
                ["p_two_sided"] = test.P,
                ["p_greater"] = test.PGreater,
                ["p_less"] = test.PLess,
            };
}
