using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Resampling;
using static EvalHarness.Tests.Golden.GoldenJson;
using static EvalHarness.Tests.Golden.GoldenResult;

namespace EvalHarness.Tests.Golden;

internal static class SkewedMeanOperations
{
    [GoldenOperation("skewed_mean_interval")]
    public static JsonNode? Interval(JsonElement input)
    {
        double[] values = input.Numbers("x");
        (double bound, double level) = (input.Number("bound"), input.Number("confidence"));
        Require.Finite(bound, nameof(bound));
        Require.Level(level);
        if (SkewedMean.Of(values) is not { } mean)
        {
            return null;
        }
        var fields = new JsonObject
        {
            ["n"] = mean.N,
            ["mean"] = mean.Mean,
            ["sd"] = Node(mean.StandardDeviation),
            ["se"] = Node(mean.StandardError),
            ["skewness"] = Node(mean.Skewness),
            ["t"] = Fields(mean.Student(bound, level), "t"),
            ["johnson"] = Johnson(mean, bound, level),
            ["hall"] = Hall(mean, bound, level),
        };
        if (input.TryGetProperty("indices", out var indices) && indices.ValueKind == JsonValueKind.Array)
        {
            int[][] lists = [.. input.Rows("indices").Select(list => Array.ConvertAll(list, Index))];
            var bootstrap = StudentizedBootstrap.Given(values, lists)!;
            var studentized = Fields(bootstrap.Test(bound, level), "t0");
            studentized["resamples_used"] = bootstrap.Used;
            studentized["t_quantiles"] = Node(bootstrap.Quantiles(level));
            fields["bootstrap_t"] = studentized;
            fields["bca"] = Bca(bootstrap, bound, level);
        }
        return fields;
    }

    private static JsonObject Johnson(SkewedMean mean, double bound, double level)
    {
        var fields = Fields(mean.JohnsonQuadratic(bound, level), "t1");
        var shifted = mean.Johnson(bound, level);
        fields["shift_t"] = Node(shifted?.Statistic);
        fields["shift_p_less"] = Node(shifted?.PLess);
        fields["shift_p_greater"] = Node(shifted?.PGreater);
        return fields;
    }

    private static JsonObject Hall(SkewedMean mean, double bound, double level)
    {
        var fields = Fields(mean.Hall(bound, level), "statistic");
        var normal = mean.Hall(bound, level, isNormal: true);
        fields["ci_normal"] = Node(normal?.Interval);
        fields["p_less_normal"] = Node(normal?.PLess);
        fields["p_greater_normal"] = Node(normal?.PGreater);
        return fields;
    }

    private static JsonObject Bca(StudentizedBootstrap bootstrap, double bound, double level)
    {
        var fields = Fields(bootstrap.Bca(bound, level), "z");
        fields["z0"] = Node(bootstrap.Distribution.BiasCorrection);
        fields["acceleration"] = bootstrap.Distribution.Acceleration;
        fields["alphas"] = Node(bootstrap.Distribution.BcaShares(level));
        return fields;
    }

    private static JsonObject Fields(MeanTest? test, string statistic) =>
        new()
        {
            [statistic] = Node(test?.Statistic),
            ["ci"] = Node(test?.Interval),
            ["p_less"] = Node(test?.PLess),
            ["p_greater"] = Node(test?.PGreater),
        };

    private static int Index(double index) =>
        double.IsInteger(index) && Math.Abs(index) < int.MaxValue
            ? (int)index
            : throw new ArgumentException($"an index must be whole, was {index}", nameof(index));
}
