using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Cascades;

/// <summary>What one way of answering brings more than another on the same answers, on average.</summary>
/// <remarks>
/// A paired difference with the cluster-robust standard error that boards use (<see cref="ClusterRobustMean"/>: CR2, and CR3 where
/// one cluster holds nearly all) and the t interval of its degrees of freedom.
/// </remarks>
/// <param name="Mean">The mean difference.</param>
/// <param name="StandardError">Its standard error, robust to clusters; null of one cluster.</param>
/// <param name="Low">Lower limit of its interval; null of one cluster, and where all differences are the same.</param>
/// <param name="High">Upper limit of its interval; null where there is no lower one.</param>
public sealed record PairedGain(double Mean, double? StandardError, double? Low, double? High)
{
    /// <summary>Whether the interval is there and lies on one side of 0.</summary>
    public bool IsClear => Low > 0 || High < 0;

    /// <summary>The gain from the differences, answer by answer; at least one.</summary>
    /// <param name="differences">The differences.</param>
    /// <param name="clusters">The cluster of each, from 0.</param>
    /// <param name="level">Confidence level of the interval, in (0, 1).</param>
    internal static PairedGain Of(double[] differences, int[] clusters, double level)
    {
        var robust = ClusterRobustMean.Of(differences, clusters)!;
        var error = robust.Errors[(int)robust.Preferred];
        var test = new ClusterRobustTest(
            robust.N,
            robust.Clusters,
            robust.EffectiveClusters,
            robust.Mean,
            0,
            level,
            error
        );
        return new(robust.Mean, error.StandardError, test.Interval?.Low, test.Interval?.High);
    }
}
