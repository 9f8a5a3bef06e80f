using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// A quantile of independent values between two of them, whatever their distribution: the number of values below the
/// quantile is binomial (H. A. David, H. N. Nagaraja, "Order statistics" (2003), doi:10.1002/0471722162, section 7.1). The
/// interval covers at least its level; ties only widen it. Bootstrap intervals of the tails of a small sample cover far less.
/// </summary>
/// <param name="N">Number of values.</param>
/// <param name="Q">Which quantile, in (0, 1).</param>
/// <param name="Level">Confidence level.</param>
/// <param name="Estimate">The smallest value with at least the share Q of the values at or below it (type 1).</param>
/// <param name="Interpolated">The quantile by linear interpolation (type 7), as most tools print it.</param>
/// <param name="Limits">
/// The interval; a limit that n values cannot give at this level is null, such as the upper one of the 95th percentile at 95 %
/// below 72 values.
/// </param>
/// <param name="Coverage">The probability with which the interval covers; a null limit covers all.</param>
/// <param name="OneSidedLow">The lower limit that alone holds the level; null where there is none.</param>
/// <param name="OneSidedHigh">The upper limit that alone holds the level; null where there is none.</param>
/// <remarks>One value has no limits at any usual level. Sorting apart, some twenty binomial tails. Held against R 4.2.2 qbinom.</remarks>
public sealed record QuantileInterval(
    int N,
    double Q,
    double Level,
    double Estimate,
    double Interpolated,
    RankLimits Limits,
    double Coverage,
    double? OneSidedLow,
    double? OneSidedHigh
)
{
    /// <summary>The quantile of these values, all finite, in any order; null without values.</summary>
    public static QuantileInterval? Of(ReadOnlySpan<double> values, double q, double level = 0.95)
    {
        Require.OpenProbability(q, nameof(q));
        Require.Level(level);
        Require.Values(values, nameof(values), atLeast: 0);
        if (values.IsEmpty)
        {
            return null;
        }
        double[] sorted = values.ToArray();
        RadixSort.Sort(sorted);
        int n = sorted.Length;
        double tail = 0.5 * (1 - level);
        int? low = QuantileRanks.Lower(n, n, q, tail);
        int? high = QuantileRanks.Upper(n, n, q, tail);
        double missed =
            (low is { } r ? Tails.BinomialLower(r - 1, n, q) : 0) + (high is { } s ? Tails.BinomialUpper(s, n, q) : 0);
        var alone = RankLimits.At(
            QuantileRanks.Lower(n, n, q, 2 * tail),
            QuantileRanks.Upper(n, n, q, 2 * tail),
            sorted
        );
        return new(
            n,
            q,
            level,
            sorted[QuantileRanks.OfShare(n, q) - 1],
            Quantiles.OfSorted(sorted, q),
            RankLimits.At(low, high, sorted),
            1 - missed,
            alone.Low,
            alone.High
        );
    }
}
