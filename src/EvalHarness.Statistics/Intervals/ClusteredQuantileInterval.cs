using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// A quantile of values that come in clusters or repeats, between two of the values. The share of values at or below the
/// estimate is a clustered share; its design effect tells how many independent values the sample is worth.
/// </summary>
/// <param name="N">Number of values.</param>
/// <param name="Clusters">Number of clusters that hold values.</param>
/// <param name="Q">Which quantile, in (0, 1).</param>
/// <param name="Level">Confidence level.</param>
/// <param name="Estimate">The smallest value with at least the share Q of the values at or below it (type 1).</param>
/// <param name="Share">The clustered share of values at or below the estimate.</param>
/// <param name="WoodruffShares">The shares at whose quantiles Woodruff's limits lie, may leave [0, 1]; null with one cluster.</param>
/// <param name="Woodruff">
/// Limits at the quantiles of Q ± t·sqrt(Q(1-Q)/n), n the effective number: R. S. Woodruff, "Confidence intervals for medians and
/// other position measures" (1952), doi:10.1080/01621459.1952.10483443. A normal approximation; null with one cluster.
/// </param>
/// <param name="Scaled">
/// Limits of the binomial method with n·(t(N-1)/t(df))² values at most, in place of N, the ones for small samples and for gates:
/// equal to <see cref="QuantileInterval"/> where values are independent. With one or two degrees of freedom that is less than one
/// value, and the ranks say nothing; null with one cluster.
/// </param>
public sealed record ClusteredQuantileInterval(
    int N,
    int Clusters,
    double Q,
    double Level,
    double Estimate,
    ClusteredShare Share,
    Interval? WoodruffShares,
    RankLimits? Woodruff,
    RankLimits? Scaled
)
{
    /// <summary>The quantile of these values; null without values.</summary>
    /// <param name="values">The values, all finite.</param>
    /// <param name="clusters">The cluster of each value, numbered from 0.</param>
    /// <param name="q">Which quantile, in (0, 1).</param>
    /// <param name="level">Confidence level.</param>
    /// <param name="variant">How the variance of the share is estimated.</param>
    public static ClusteredQuantileInterval? Of(
        ReadOnlySpan<double> values,
        ReadOnlySpan<int> clusters,
        double q,
        double level = 0.95,
        ClusterRobustVariant variant = ClusterRobustVariant.Cr3
    )
    {
        Require.OpenProbability(q, nameof(q));
        Require.Level(level);
        Require.SameLength(values.Length, clusters.Length, nameof(clusters));
        Require.Values(values, nameof(values), atLeast: 0);
        if (values.IsEmpty)
        {
            return null;
        }
        double[] sorted = values.ToArray();
        RadixSort.Sort(sorted);
        double estimate = sorted[QuantileRanks.OfShare(sorted.Length, q) - 1];
        var share = ClusteredShare.Of(ClusterRobustMean.Of(Below(values, estimate), clusters)!, variant);
        var plain = new ClusteredQuantileInterval(
            sorted.Length,
            share.Clusters,
            q,
            level,
            estimate,
            share,
            null,
            null,
            null
        );
        if (share.EffectiveN is not { } n)
        {
            return plain;
        }
        double half = Tails.StudentCritical(level, share.DegreesOfFreedom!.Value) * Math.Sqrt(q * (1 - q) / n);
        var shares = StandardErrors.Around(q, half);
        double tail = 0.5 * (1 - level);
        double scaled = Math.Min(sorted.Length, n * share.Squeeze(level));
        return plain with
        {
            WoodruffShares = shares,
            Woodruff = AtShares(shares, sorted),
            Scaled = RankLimits.At(
                QuantileRanks.Lower(sorted.Length, scaled, q, tail),
                QuantileRanks.Upper(sorted.Length, scaled, q, tail),
                sorted
            ),
        };
    }

    /// <summary>
    /// Woodruff's limits as R survey 4.1-1 svyquantile gives them with interval.type = "mean", for comparison: the observed share
    /// ± t(K-1)·sqrt(V) with CR1, and the values there. Null where that variance is 0 or undefined.
    /// </summary>
    public static (Interval Shares, RankLimits Limits)? AsInSurvey(
        ReadOnlySpan<double> values,
        ReadOnlySpan<int> clusters,
        double q,
        double level = 0.95
    )
    {
        Require.OpenProbability(q, nameof(q));
        Require.SameLength(values.Length, clusters.Length, nameof(clusters));
        Require.Values(values, nameof(values));
        double[] sorted = values.ToArray();
        RadixSort.Sort(sorted);
        double[] below = Below(values, sorted[QuantileRanks.OfShare(sorted.Length, q) - 1]);
        return ClusterRobustMean.Of(below, clusters)!.Test(ClusterRobustVariant.Cr1, 0, level).Interval is { } shares
            ? (shares, AtShares(shares, sorted))
            : null;
    }

    private static double[] Below(ReadOnlySpan<double> values, double limit)
    {
        double[] below = new double[values.Length];
        for (int i = 0; i < below.Length; i++)
        {
            below[i] = values[i] <= limit ? 1 : 0;
        }
        return below;
    }

    private static RankLimits AtShares(Interval shares, double[] sorted) =>
        RankLimits.At(
            shares.Low > 0 ? QuantileRanks.OfShare(sorted.Length, shares.Low) : null,
            shares.High < 1 ? QuantileRanks.OfShare(sorted.Length, shares.High) : null,
            sorted
        );
}
