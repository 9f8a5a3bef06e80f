using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Power;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>
/// How many samples a paired comparison needs, what so many find, and how surely: Connor's formula (1987) for right or wrong
/// answers, the paired t test's power for other scores. With clusters or repeats it is the cluster-robust t test's, whose
/// variance is the design effect times that of independent samples, less what repeats average out, and whose degrees of freedom
/// are those of as many clusters: of unequal ones, of as many as they count for.
/// </summary>
public static class PowerPlanner
{
    /// <summary>Samples that find a difference with the power wanted; round it up.</summary>
    /// <param name="assumptions">What the comparison looks like.</param>
    /// <param name="difference">The true difference, not 0; at most the discordant share.</param>
    public static double Samples(PowerAssumptions assumptions, double difference)
    {
        ArgumentNullException.ThrowIfNull(assumptions);
        double alpha = 1 - assumptions.Confidence;
        double d = Math.Abs(difference);
        if (!assumptions.IsPlain)
        {
            return SizeOfUnits(assumptions, d, d, alpha / 2);
        }

        double size = assumptions.Discordant is { } share
            ? McNemarPower.SizeByConnor((share + d) / 2, (share - d) / 2, assumptions.Power, alpha)
            : SizeOfMeans(assumptions.Deviation!.Value, d, assumptions.Power, alpha);
        return size;
    }

    /// <summary>Smallest difference that so many samples find with the power wanted; null where even the largest is too small.</summary>
    /// <param name="assumptions">What the comparison looks like.</param>
    /// <param name="samples">Number of samples.</param>
    public static double? Detectable(PowerAssumptions assumptions, double samples)
    {
        ArgumentNullException.ThrowIfNull(assumptions);
        double n = samples;
        var (power, alpha) = (assumptions.Power, 1 - assumptions.Confidence);
        return !assumptions.IsPlain ? DetectableOfUnits(assumptions, samples)
            : assumptions.Discordant is { } share ? McNemarPower.DetectableDifference(n, share, power, alpha)
            : n < 2 ? null
            : PowerOutlook.DetectableMean(n, assumptions.Deviation!.Value, power, alpha);
    }

    /// <summary>The chance that so many samples find a difference.</summary>
    /// <param name="assumptions">What the comparison looks like.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="difference">The true difference.</param>
    public static double? PowerOf(PowerAssumptions assumptions, double samples, double difference)
    {
        ArgumentNullException.ThrowIfNull(assumptions);
        double n = samples;
        var (d, alpha) = (Math.Abs(difference), 1 - assumptions.Confidence);
        return !assumptions.IsPlain ? OfUnits(assumptions, samples, d, d, alpha / 2)
            : assumptions.Discordant is { } share ? McNemarPower.OfConnor(n, (share + d) / 2, (share - d) / 2, alpha)
            : n < 2 ? null
            : MeanPower.OfTTest(n, d, assumptions.Deviation!.Value, TTestDesign.Paired, alpha);
    }

    /// <summary>
    /// Samples that show with the power wanted that a model is not worse by the margin: its one-sided test at 1 - confidence,
    /// which is what the interval at level 2·confidence - 1 decides. Null where the true difference is at or below -margin.
    /// </summary>
    /// <param name="assumptions">What the comparison looks like.</param>
    /// <param name="margin">The margin, positive.</param>
    /// <param name="difference">The true difference; 0 when both are equally good.</param>
    public static double? SamplesForMargin(PowerAssumptions assumptions, double margin, double difference = 0)
    {
        ArgumentNullException.ThrowIfNull(assumptions);
        return margin + difference <= 0 ? null
            : !assumptions.IsPlain
                ? SizeOfUnits(assumptions, difference, margin + difference, 1 - assumptions.Confidence)
            : MeanPower.SizeOfMean(
                margin + difference,
                assumptions.Variance(difference),
                assumptions.Power,
                2 * (1 - assumptions.Confidence)
            );
    }

    /// <summary>The chance that so many samples show that a model is not worse by the margin.</summary>
    /// <param name="assumptions">What the comparison looks like.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="margin">The margin, positive.</param>
    /// <param name="difference">The true difference; 0 when both are equally good.</param>
    public static double? PowerForMargin(
        PowerAssumptions assumptions,
        double samples,
        double margin,
        double difference = 0
    )
    {
        ArgumentNullException.ThrowIfNull(assumptions);
        return margin + difference <= 0 ? null
            : !assumptions.IsPlain
                ? OfUnits(assumptions, samples, difference, margin + difference, 1 - assumptions.Confidence)
            : MeanPower.OfMean(
                samples,
                margin + difference,
                assumptions.Variance(difference),
                2 * (1 - assumptions.Confidence)
            );
    }

    /// <summary>The chance that the cluster-robust t test finds a gap; null below two clusters.</summary>
    private static double? OfUnits(
        PowerAssumptions assumptions,
        double samples,
        double difference,
        double gap,
        double alpha
    )
    {
        double units = samples / assumptions.ClusterSize;
        double variance = assumptions.Variance(difference) * assumptions.Inflation / samples;
        return units < 2 ? null
            : variance <= 0 ? 1
            : OneSidedPower.OfMean(new MeanTails(gap, Math.Sqrt(variance), units - 1), 1, gap, alpha);
    }

    private static double SizeOfUnits(PowerAssumptions assumptions, double difference, double gap, double alpha)
    {
        bool IsMissed(double n) => OfUnits(assumptions, n, difference, gap, alpha) < assumptions.Power;
        double low = 2 * assumptions.ClusterSize;
        double high = low;
        while (IsMissed(high))
        {
            (low, high) = (high, 2 * high);
        }

        return low == high ? low : Bisection.Boundary(IsMissed, low, high);
    }

    private static double? DetectableOfUnits(PowerAssumptions assumptions, double samples)
    {
        bool IsMissed(double d) =>
            !(OfUnits(assumptions, samples, d, d, (1 - assumptions.Confidence) / 2) >= assumptions.Power);
        double most = assumptions.Discordant ?? 1_000 * assumptions.Deviation!.Value;
        return IsMissed(most) ? null : Bisection.Boundary(IsMissed, 0, most);
    }

    // Beyond ten thousand the t test is the z test, and its noncentral distribution is costly.
    private static double SizeOfMeans(double deviation, double difference, double power, double alpha)
    {
        double normal = MeanPower.SizeOfMean(difference, deviation * deviation, power, alpha);
        return normal > 10_000
            ? normal
            : MeanPower.SizeOfTTest(difference, deviation, TTestDesign.Paired, power, alpha);
    }
}
