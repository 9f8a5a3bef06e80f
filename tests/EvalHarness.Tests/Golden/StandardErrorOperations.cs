using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using static EvalHarness.Tests.Golden.GoldenJson;
using static EvalHarness.Tests.Golden.GoldenResult;

namespace EvalHarness.Tests.Golden;

internal static class StandardErrorOperations
{
    [GoldenOperation("mean_se")]
    public static JsonNode? Mean(JsonElement input)
    {
        double[] scores = input.Numbers("scores");
        double level = input.Number("confidence");
        var moments = Moments.Of(scores);
        var fields = new JsonObject
        {
            ["n"] = moments.N,
            ["mean"] = moments.Mean,
            ["se"] = Node(moments.StandardError),
            ["ci_normal"] = Node(StandardErrors.NormalInterval(scores, level)),
            ["ci_t"] = Node(StandardErrors.StudentInterval(scores, level)),
        };
        if (scores.All(score => score is 0 or 1))
        {
            fields["se_bernoulli"] = StandardErrors.Bernoulli(moments.Mean, moments.N);
        }
        return fields;
    }

    [GoldenOperation("clustered_se")]
    public static JsonNode? Clustered(JsonElement input)
    {
        var errors = StandardErrors.Clustered(input.Numbers("scores"), Numbers(input, "cluster"));
        return new JsonObject
        {
            ["n"] = errors.N,
            ["n_clusters"] = errors.Clusters,
            ["mean"] = errors.Mean,
            ["se_clt"] = Node(errors.Independent),
            ["sum_cross_products"] = errors.CrossProducts,
            ["se_clustered_miller"] = Node(errors.Miller),
            ["se_cr0"] = Node(errors.Cr0),
            ["se_cr1"] = Node(errors.Cr1),
            ["design_effect"] = Node(errors.DesignEffect),
        };
    }

    [GoldenOperation("paired_difference_se")]
    public static JsonNode? Paired(JsonElement input)
    {
        double[] a = input.Numbers("a");
        double[] b = input.Numbers("b");
        var errors = PairedStandardErrors.Of(a, b);
        var fields = new JsonObject
        {
            ["mean_a"] = errors.MeanA,
            ["mean_b"] = errors.MeanB,
            ["diff"] = errors.Difference,
            ["se_a"] = Node(errors.ErrorA),
            ["se_b"] = Node(errors.ErrorB),
            ["se_paired"] = Node(errors.Paired),
            ["se_unpaired"] = Node(errors.Unpaired),
            ["correlation"] = Node(errors.Correlation),
            ["z"] = Node(errors.Z),
            ["p_z"] = Node(errors.P),
        };
        if (input.TryGetProperty("cluster", out _))
        {
            double[] differences = [.. a.Zip(b, (first, second) => first - second)];
            var clustered = StandardErrors.Clustered(differences, Numbers(input, "cluster"));
            fields["se_paired_clustered_miller"] = Node(clustered.Miller);
            fields["se_paired_cr0"] = Node(clustered.Cr0);
            fields["se_paired_cr1"] = Node(clustered.Cr1);
        }
        return fields;
    }

    [GoldenOperation("resampled_se")]
    public static JsonNode? Epochs(JsonElement input)
    {
        (double[] scores, int width) = input.Table("scores_questions_by_samples");
        var epochs = RepeatedEpochs.Of(scores, width);
        return new JsonObject
        {
            ["mean"] = epochs.Mean,
            ["var_question_means"] = Node(epochs.VarianceOfItemMeans),
            ["within_var"] = Node(epochs.Within),
            ["between_var"] = Node(epochs.Between),
            ["se_mean"] = Node(epochs.StandardError),
            ["se_k_infinite"] = Node(epochs.AtInfinitelyManyEpochs),
            ["se_if_k1"] = Node(epochs.AtOneEpoch),
            ["se_naive_all_iid"] = Node(epochs.NaiveIndependent),
        };
    }

    [GoldenOperation("two_way_clustered_se")]
    public static JsonNode? TwoWay(JsonElement input)
    {
        var errors = StandardErrors.TwoWay(
            input.Numbers("scores"),
            Numbers(input, "cluster1"),
            Numbers(input, "cluster2")
        );
        return new JsonObject
        {
            ["var1"] = errors.First,
            ["var2"] = errors.Second,
            ["var12"] = errors.Both,
            ["se_cgm"] = Node(errors.StandardError),
        };
    }

    private static int[] Numbers(JsonElement input, string key) => Clusters.Number<string>(input.Labels(key));
}
