using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>
/// The value of one model: BCa, which takes off the bias that a metric such as macro F1 has where a class is rare (a plain
/// percentile would have it twice), with Student's quantiles in place of normal ones so that few units are not taken for many:
/// T. C. Hesterberg, "What teachers should know about the bootstrap" (2015), doi:10.1080/00031305.2015.1089789, section 5.3.
/// </summary>
/// <param name="replicates">The value on resamples.</param>
internal sealed class ValueInference(Replicates replicates) : ReplicateInference(replicates)
{
    private const double LargestLevel = 1 - 1e-9;

    private bool? hasWidth;

    /// <inheritdoc/>
    /// <remarks>
    /// A class that is missing from a resample can give a perfect score a spread of its own, which BCa then takes for bias: an
    /// interval of no width says that as well.
    /// </remarks>
    public override bool IsSpread =>
        base.IsSpread
        && (hasWidth ??= Interval(0.95).Limits is { } limits && !Scaling.IsNoise(limits.High - limits.Low, 1));

    protected override string Resampled => $"{Replicates.Kind} test (BCa)";

    protected override (Interval? Limits, string Method, string? Note) Interval(double level)
    {
        double z = Tails.StudentCritical(level, DegreesOfFreedom!.Value) / Shrink();
        double wide = Math.Min(LargestLevel, 1 - UnitNormal.TwoSided(z));
        return Distribution!.Bca(wide) is { } limits
            ? (limits, $"BCa {Replicates.Kind}", null)
            : (Distribution.Percentile(wide), $"percentile {Replicates.Kind}", null);
    }

    protected override double AboveSpread(double bound) =>
        Math.Max(Tail(bound).Above, Unseen(bound, Replicates.Range.Low, Tail(Value).Above));

    protected override double BelowSpread(double bound) =>
        Math.Max(Tail(bound).Below, Unseen(bound, Replicates.Range.High, Tail(Value).Below));

    private (double Above, double Below) Tail(double bound)
    {
        double df = DegreesOfFreedom!.Value;
        if (BcaTails.Extended(Distribution!, bound) is not var (less, greater, _))
        {
            double t = (Value - bound) / Error;
            return (Tails.StudentUpper(t, df), Tails.StudentUpper(-t, df));
        }

        bool isAbove = greater <= less;
        double z = -UnitNormal.Quantile(Math.Max(SmallestP, isAbove ? greater : less));
        double p = Tails.StudentUpper(z * Shrink(), df);
        return isAbove ? (p, 1 - p) : (1 - p, p);
    }

    /// <summary>A bootstrap of K units spreads as if divided by K, not by K - 1.</summary>
    private double Shrink() => Math.Sqrt((Replicates.Units - 1.0) / Replicates.Units);
}
