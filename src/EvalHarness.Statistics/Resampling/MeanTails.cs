using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Resampling;

/// <summary>A mean with its standard error, its interval and tests: Student's t, corrected where values are skewed.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Error">Its standard error, above 0.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom of the error.</param>
/// <param name="Skew">The distribution of t where values are skewed; null where they are not, or may not be taken to be.</param>
internal sealed record MeanTails(double Mean, double Error, double DegreesOfFreedom, SkewedTails? Skew = null)
{
    /// <summary>The interval: its ends are where a one-sided p is (1-level)/2.</summary>
    public Interval Interval(double level)
    {
        double half = Tails.StudentCritical(level, DegreesOfFreedom) * Error;
        double far = Skew?.Critical(level) * Error ?? half;
        return new Interval(Mean - (Skew?.Skewness < 0 ? far : half), Mean + (Skew?.Skewness > 0 ? far : half));
    }

    /// <summary>One-sided p of the alternative that the mean is smaller than the bound.</summary>
    public double Less(double bound)
    {
        double t = (Mean - bound) / Error;
        return Skew?.Less(t) ?? Tails.StudentUpper(-t, DegreesOfFreedom);
    }

    /// <summary>One-sided p of the alternative that the mean is larger than the bound.</summary>
    public double Greater(double bound)
    {
        double t = (Mean - bound) / Error;
        return Skew?.Greater(t) ?? Tails.StudentUpper(t, DegreesOfFreedom);
    }

    /// <summary>Two-sided p of the hypothesis that the mean is 0.</summary>
    public double TwoSided() =>
        Skew is null
            ? Tails.StudentTwoSided(Mean / Error, DegreesOfFreedom)
            : Math.Min(1, 2 * Math.Min(Less(0), Greater(0)));
}
