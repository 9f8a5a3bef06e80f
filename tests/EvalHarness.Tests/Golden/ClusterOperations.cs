using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using static EvalHarness.Tests.Golden.GoldenJson;
using static EvalHarness.Tests.Golden.GoldenResult;

namespace EvalHarness.Tests.Golden;

internal static class ClusterOperations
{
    private static readonly (string Name, ClusterRobustVariant Variant)[] Variants =
    [
        ("cr0", ClusterRobustVariant.Cr0),
        ("cr1", ClusterRobustVariant.Cr1),
        ("cr2", ClusterRobustVariant.Cr2),
        ("cr3", ClusterRobustVariant.Cr3),
        ("cr3j", ClusterRobustVariant.Cr3Jackknife),
        ("cr3_plain", ClusterRobustVariant.Cr3Plain),
    ];

    [GoldenOperation("cluster_robust_mean")]
    public static JsonNode? Mean(JsonElement input) =>
        Fields(ClusterRobustMean.Of(input.Numbers("values"), Ids(input)), input, input.Number("null"));

    [GoldenOperation("cluster_robust_difference")]
    public static JsonNode? Difference(JsonElement input) =>
        Fields(ClusterRobustDifference.Of(input.Numbers("a"), input.Numbers("b"), Ids(input)), input, 0);

    [GoldenOperation("clustered_share_interval")]
    public static JsonNode? Share(JsonElement input)
    {
        double[] values = input.Numbers("values");
        int[] clusters = Ids(input);
        (double level, double bound) = (Level(input), input.Number("bound"));
        Require.OpenProbability(bound, nameof(bound));
        if (ClusteredShare.Of(values, clusters) is not { } share)
        {
            return null;
        }
        var mean = ClusterRobustMean.Of(values, clusters)!;
        var fields = new JsonObject
        {
            ["n"] = share.N,
            ["k"] = share.Clusters,
            ["estimate"] = share.Share,
            ["kish_clusters"] = share.EffectiveClusters,
            ["survey_beta"] = Node(SurveyShare.Beta(mean, level)),
            ["survey_logit"] = Node(SurveyShare.Logit(mean, level)),
        };
        foreach ((string name, var variant) in Variants)
        {
            fields[name] = ShareFields(ClusteredShare.Of(values, clusters, variant)!, bound, level);
        }
        return fields;
    }

    [GoldenOperation("quantile_interval")]
    public static JsonNode? Quantile(JsonElement input)
    {
        double[] values = input.Numbers("x");
        (double q, double level) = (input.Number("q"), Level(input));
        bool isClustered = input.TryGetProperty("clusters", out var ids) && ids.ValueKind == JsonValueKind.Array;
        int[]? clusters = isClustered ? Ids(input) : null;
        var clustered = clusters is null ? null : ClusteredQuantileInterval.Of(values, clusters, q, level);
        if (QuantileInterval.Of(values, q, level) is not { } plain)
        {
            return null;
        }
        var fields = new JsonObject
        {
            ["n"] = plain.N,
            ["estimate"] = plain.Estimate,
            ["estimate_type7"] = plain.Interpolated,
            ["exact"] = new JsonObject
            {
                ["ranks"] = Ranks(plain.Limits),
                ["interval"] = Limits(plain.Limits),
                ["coverage"] = plain.Coverage,
                ["lower_one_sided"] = Node(plain.OneSidedLow),
                ["upper_one_sided"] = Node(plain.OneSidedHigh),
            },
        };
        if (clustered is not null)
        {
            fields["k"] = clustered.Clusters;
            fields["share_at_estimate"] = clustered.Share.Share;
            foreach ((string name, var variant) in Variants)
            {
                fields[name] = QuantileFields(ClusteredQuantileInterval.Of(values, clusters, q, level, variant)!);
            }
            var survey = ClusteredQuantileInterval.AsInSurvey(values, clusters, q, level);
            fields["survey_woodruff"] = survey is var (shares, limits)
                ? new JsonObject { ["shares"] = Node(shares), ["interval"] = Limits(limits) }
                : null;
        }
        return fields;
    }

    private static JsonObject? Fields(ClusterRobustMean? mean, JsonElement input, double nullMean)
    {
        double level = Level(input);
        if (mean is null)
        {
            return null;
        }
        var fields = new JsonObject
        {
            ["n"] = mean.N,
            ["k"] = mean.Clusters,
            ["estimate"] = mean.Mean,
            ["kish_clusters"] = mean.EffectiveClusters,
            ["deff_cr2"] = Node(mean.Errors[(int)ClusterRobustVariant.Cr2].DesignEffect),
            ["deff_cr3"] = Node(mean.Errors[(int)ClusterRobustVariant.Cr3].DesignEffect),
        };
        foreach ((string name, var variant) in Variants)
        {
            var test = mean.Test(variant, nullMean, level);
            fields[name] = new JsonObject
            {
                ["se"] = Node(test.Error.StandardError),
                ["df"] = Node(test.Error.DegreesOfFreedom),
                ["t"] = Node(test.T),
                ["p"] = Node(test.P),
                ["p_greater"] = Node(test.PGreater),
                ["ci"] = Node(test.Interval),
            };
        }
        return fields;
    }

    private static JsonObject ShareFields(ClusteredShare share, double bound, double level)
    {
        var test = share.Score(bound);
        return new JsonObject
        {
            ["df"] = Node(share.DegreesOfFreedom),
            ["deff"] = Node(share.DesignEffect),
            ["n_eff"] = Node(share.EffectiveN),
            ["korn_graubard"] = Node(share.KornGraubard(level)),
            ["logit"] = Node(share.Logit(level)),
            ["wilson"] = Node(share.Wilson(level)),
            ["p_greater"] = Node(test?.PGreater),
            ["p_less"] = Node(test?.PLess),
        };
    }

    private static JsonObject QuantileFields(ClusteredQuantileInterval interval) =>
        new()
        {
            ["df"] = Node(interval.Share.DegreesOfFreedom),
            ["deff"] = Node(interval.Share.DesignEffect),
            ["n_eff"] = Node(interval.Share.EffectiveN),
            ["woodruff"] = new JsonObject
            {
                ["shares"] = Node(interval.WoodruffShares),
                ["interval"] = Limits(interval.Woodruff),
            },
            ["scaled"] = new JsonObject { ["ranks"] = Ranks(interval.Scaled), ["interval"] = Limits(interval.Scaled) },
        };

    private static JsonArray Ranks(RankLimits? limits) => new(Node(limits?.LowRank), Node(limits?.HighRank));

    private static JsonArray Limits(RankLimits? limits) => new(Node(limits?.Low), Node(limits?.High));

    private static double Level(JsonElement input)
    {
        double level = input.Number("confidence");
        Require.Level(level);
        return level;
    }

    private static int[] Ids(JsonElement input) => Clusters.Number<string>(input.Labels("clusters"));
}
