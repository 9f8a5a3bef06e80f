using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Resampling;

/// <summary>
/// The bootstrap distribution of a statistic with its intervals: B. Efron, R. J. Tibshirani, "An introduction to the
/// bootstrap" (1993); A. C. Davison, D. V. Hinkley, "Bootstrap methods and their application" (1997),
/// doi:10.1017/CBO9780511802843. Quantiles are of type 7. Held against SciPy 1.10.1 bootstrap and R boot 1.3-28.1.
/// </summary>
public sealed class BootstrapDistribution
{
    private readonly double[] sorted;

    /// <summary>Holds the replicates of a statistic.</summary>
    /// <param name="value">The statistic of the data themselves.</param>
    /// <param name="replicates">Its values in the resamples where it is defined.</param>
    /// <param name="acceleration">The acceleration of BCa intervals, see <see cref="Jackknife.Acceleration(ReadOnlySpan{double})"/>.</param>
    /// <param name="undefined">Number of resamples where the statistic is undefined.</param>
    public BootstrapDistribution(double value, ReadOnlySpan<double> replicates, double acceleration, int undefined = 0)
    {
        Require.Finite(value, nameof(value));
        Require.Finite(acceleration, nameof(acceleration));
        Require.Values(replicates, nameof(replicates), atLeast: 0);
        Value = value;
        Acceleration = acceleration;
        Undefined = undefined;
        sorted = replicates.ToArray();
        RadixSort.Sort(sorted);
    }

    /// <summary>The statistic of the data themselves.</summary>
    public double Value { get; }

    /// <summary>The replicates in ascending order.</summary>
    public ReadOnlySpan<double> Replicates => sorted;

    /// <summary>Number of resamples where the statistic is undefined; they are left out.</summary>
    public int Undefined { get; }

    /// <summary>Skewness of the jackknife over six, as BCa takes it.</summary>
    public double Acceleration { get; }

    /// <summary>Mean of the replicates; null without any.</summary>
    public double? Mean => sorted.Length == 0 ? null : Moments.Of(sorted).Mean;

    /// <summary>Standard deviation of the replicates; null with fewer than two.</summary>
    public double? StandardError => sorted.Length < 2 ? null : Moments.Of(sorted).StandardDeviation;

    /// <summary>
    /// The bias correction z0: the normal quantile of the share of replicates below the value, ties counting one half. Null
    /// where all lie on one side.
    /// </summary>
    public double? BiasCorrection => ShareBelow(Value) is > 0 and < 1 and var share ? UnitNormal.Quantile(share) : null;

    /// <summary>The interval between the quantiles of the replicates; null without any.</summary>
    public Interval? Percentile(double level = 0.95)
    {
        Require.Level(level);
        return Between(0.5 * (1 - level), 0.5 * (1 + level));
    }

    /// <summary>The percentile interval mirrored at the value: [2θ - high, 2θ - low].</summary>
    public Interval? Basic(double level = 0.95) =>
        Percentile(level) is { } plain ? new Interval(2 * Value - plain.High, 2 * Value - plain.Low) : null;

    /// <summary>
    /// The bias-corrected and accelerated interval: B. Efron, "Better bootstrap confidence intervals" (1987),
    /// doi:10.1080/01621459.1987.10478410. Second-order accurate, the default for what is no mean; null where the bias
    /// correction is.
    /// </summary>
    public Interval? Bca(double level = 0.95) =>
        BcaShares(level) is { } shares ? Between(shares.Low, shares.High) : null;

    /// <summary>The shares of the replicates at which BCa reads its limits off.</summary>
    public Interval? BcaShares(double level = 0.95)
    {
        Require.Level(level);
        if (BiasCorrection is not { } z0)
        {
            return null;
        }
        double z = UnitNormal.Critical(level);
        double Share(double tail) => UnitNormal.Lower(z0 + (z0 + tail) / (1 - Acceleration * (z0 + tail)));
        return new Interval(Share(-z), Share(z));
    }

    private Interval? Between(double low, double high) =>
        sorted.Length == 0 ? null : new Interval(Quantiles.OfSorted(sorted, low), Quantiles.OfSorted(sorted, high));

    /// <summary>
    /// The share of replicates below a value, ties counting one half. A replicate that is the same sum in another order differs
    /// in its last bits and is a tie all the same.
    /// </summary>
    internal double ShareBelow(double value)
    {
        double slack = 1e-12 * Math.Max(1, Math.Abs(value));
        return (CountUpTo(value - slack) + CountUpTo(value + slack)) / (2.0 * sorted.Length);
    }

    /// <summary>Number of replicates of at most that value.</summary>
    private int CountUpTo(double value)
    {
        int low = 0;
        int high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] <= value ? (middle + 1, high) : (low, middle);
        }
        return low;
    }
}
