using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Cascades;

/// <summary>What a cascade is worth per answer beyond the better of its two models alone.</summary>
/// <remarks>
/// A paired difference, answer by answer, with the cluster-robust standard error that boards use (<see cref="ClusterRobustMean"/>:
/// CR2, and CR3 where one cluster holds nearly all). Which model alone is the better one is read from the same answers, which is to the
/// cascade's disadvantage and never to its advantage.
/// </remarks>
/// <param name="OverThen">Whether the better one alone is the big model; both being as good, it is.</param>
/// <param name="NetBenefit">The mean difference of net benefit.</param>
/// <param name="StandardError">Its standard error, robust to clusters where there are any; null of one cluster.</param>
public sealed record CascadeAdvantage(bool OverThen, double NetBenefit, double? StandardError)
{
    /// <summary>The advantage from the net benefit of every answer.</summary>
    internal static CascadeAdvantage Of(double[] cascade, double[] small, double[] big, int[]? clusters)
    {
        bool isThen = CompensatedSum.Of(big) >= CompensatedSum.Of(small);
        double[] more = [.. cascade.Zip(isThen ? big : small, (own, alone) => own - alone)];
        return new(isThen, CompensatedSum.Mean(more), ErrorOf(more, clusters));
    }

    /// <summary>The standard error of a mean.</summary>
    internal static double? ErrorOf(double[] values, int[]? clusters) =>
        clusters is not null
            ? ClusterRobustMean.Of(values, clusters) is { } robust
                ? robust.Errors[(int)robust.Preferred].StandardError
                : null
            : values.Length > 1
                ? Moments.Of(values).StandardError
                : null;
}
