using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Resampling;
using static EvalHarness.Tests.Golden.GoldenJson;
using static EvalHarness.Tests.Golden.GoldenResult;

namespace EvalHarness.Tests.Golden;

internal static class BootstrapOperations
{
    private const int Resamples = 200_000;
    private const ulong Seed = 20240601;

    [GoldenOperation("bootstrap_given_indices")]
    public static JsonNode? Given(JsonElement input)
    {
        double[] data = input.Numbers("data");
        var statistic = Statistic(input);
        int[][] indices = [.. input.Rows("indices").Select(row => row.Select(index => (int)index).ToArray())];
        double[] jackknife = Jackknife.Of(data, statistic);
        var fields = Fields(ValueBootstrap.Given(data, indices, statistic), input.Number("confidence"));
        fields["jackknife"] = Node(jackknife);
        fields["jackknife_se"] = Node(Jackknife.StandardError(jackknife));
        return fields;
    }

    [GoldenOperation("bootstrap_mc")]
    public static JsonNode? Random(JsonElement input)
    {
        double[] data = input.Numbers("data");
        var distribution =
            input.GetProperty("statistic").GetString() == "mean"
                ? Bootstrap.Resample(Means(data), Mean, Resamples, Seed)!
                : ValueBootstrap.Resample(data, Statistic(input), Resamples, Seed);
        return Fields(distribution, input.Number("confidence"));
    }

    [GoldenOperation("bootstrap_exact_mean")]
    public static JsonNode? ExactMean(JsonElement input) =>
        Fields(IdealBootstrap.Mean(input.Numbers("data"), input.Number("confidence")));

    [GoldenOperation("bootstrap_binary_ideal")]
    public static JsonNode? Binary(JsonElement input) =>
        Fields(IdealBootstrap.Binary(input.Long("successes"), input.Long("n"), input.Number("confidence")));

    [GoldenOperation("cluster_bootstrap_mean")]
    public static JsonNode? ClusterMean(JsonElement input)
    {
        int[] clusters = Clusters.Number<string>(input.Labels("cluster"));
        double[] rows = [.. input.Numbers("values").SelectMany(value => new[] { value, 1 })];
        var statistics = SufficientStatistics.Of(rows, 2, clusters);
        var fields = Fields(Bootstrap.Resample(statistics, Mean, Resamples, Seed)!, input.Number("confidence"));
        fields["n_clusters"] = statistics.Units;
        return fields;
    }

    private static SufficientStatistics Means(double[] data) =>
        SufficientStatistics.Of([.. data.SelectMany(value => new[] { value, 1 })], 2);

    private static double? Mean(ReadOnlySpan<double> totals) => totals[0] / totals[1];

    private static Func<double[], double> Statistic(JsonElement input) =>
        input.GetProperty("statistic").GetString() switch
        {
            "mean" => values => Moments.Of(values).Mean,
            "median" => values => Quantiles.Of(values, 0.5),
            var other => throw new NotSupportedException($"no statistic '{other}'"),
        };

    private static JsonObject Fields(BootstrapDistribution distribution, double level) =>
        new()
        {
            ["theta"] = distribution.Value,
            ["boot_mean"] = Node(distribution.Mean),
            ["boot_se"] = Node(distribution.StandardError),
            ["percentile"] = Node(distribution.Percentile(level)),
            ["basic"] = Node(distribution.Basic(level)),
            ["z0"] = Node(distribution.BiasCorrection),
            ["acceleration"] = distribution.Acceleration,
            ["bca_alphas"] = Node(distribution.BcaShares(level)),
            ["bca"] = Node(distribution.Bca(level)),
        };

    private static JsonObject Fields(IdealBootstrapResult ideal) =>
        new()
        {
            ["theta"] = ideal.Value,
            ["boot_se_ideal"] = ideal.StandardError,
            ["percentile_ideal"] = Node(ideal.Percentile),
            ["prob_less"] = ideal.ProbabilityLess,
            ["prob_equal"] = ideal.ProbabilityEqual,
            ["z0_ideal"] = Node(ideal.BiasCorrection),
            ["acceleration"] = ideal.Acceleration,
        };
}
