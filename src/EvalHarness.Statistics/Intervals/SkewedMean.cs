using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// The mean of independent values that may be skewed, such as costs: t, and the transformations that take the skewness out
/// of it. A right-skewed sample that misses its rare large values has both too small a mean and too small a standard
/// error, so plain t calls the mean small far too often.
/// </summary>
/// <param name="N">Number of values.</param>
/// <param name="Mean">The mean.</param>
/// <param name="StandardDeviation">Standard deviation with divisor n-1; null for one value, 0 where it is rounding noise.</param>
/// <param name="Skewness">Third central moment over the cube of the standard deviation, both with divisor n; null where the values do not vary.</param>
/// <remarks>
/// Every test is null for one value and for constant values. Johnson's and Hall's need a few dozen values to be near their
/// level under the skewness of costs; below that they only lessen the error. Held against R 4.2.2 t.test and 40-digit mpmath.
/// </remarks>
public sealed record SkewedMean(int N, double Mean, double? StandardDeviation, double? Skewness)
{
    /// <summary>The standard error of the mean; null for one value.</summary>
    public double? StandardError => StandardDeviation / Math.Sqrt(N);

    /// <summary>The moments of these values, all finite; null without values.</summary>
    public static SkewedMean? Of(ReadOnlySpan<double> values)
    {
        Require.Values(values, nameof(values), atLeast: 0);
        if (values.IsEmpty)
        {
            return null;
        }
        double largest = Scaling.Largest(values);
        double unit = Scaling.Unit(largest);
        double[] scaled = Scaling.Divide(values, unit);
        var moments = Moments.Of(scaled);
        if (moments.StandardDeviation is not { } deviation)
        {
            return new(1, values[0], null, null);
        }
        if (Scaling.IsNoise(deviation / Math.Sqrt(moments.N) * unit, largest))
        {
            return new(moments.N, moments.Mean * unit, 0, null);
        }
        double cubes = 0;
        foreach (double value in scaled)
        {
            double gap = value - moments.Mean;
            cubes += gap * gap * gap;
        }
        double spread = Math.Sqrt(moments.SumOfSquares / moments.N);
        return new(moments.N, moments.Mean * unit, deviation * unit, cubes / moments.N / (spread * spread * spread));
    }

    /// <summary>The t test and interval with n-1 degrees of freedom: right for means that are nearly normal.</summary>
    public MeanTest? Student(double bound, double level = 0.95)
    {
        Check(bound, level);
        return Skewness is null ? null : Conclude((Mean - bound) / StandardError!.Value, 0, level);
    }

    /// <summary>
    /// Johnson's interval x̄ + μ3/(6s²n) ± t·se and the test that belongs to it, which shifts t by the skewness: N. J. Johnson,
    /// "Modified t tests and confidence intervals for asymmetrical populations" (1978), doi:10.1080/01621459.1978.10480051.
    /// Monotone in the bound, unlike <see cref="JohnsonQuadratic"/>.
    /// </summary>
    public MeanTest? Johnson(double bound, double level = 0.95)
    {
        Check(bound, level);
        if (Skewness is null)
        {
            return null;
        }
        double error = StandardError!.Value;
        double shift = Shift * error;
        return Conclude((Mean - bound + shift) / error, shift, level);
    }

    /// <summary>
    /// Johnson's modified t with the term μ3/(3s⁴)·(x̄-bound)² besides (his t1), with the interval of <see cref="Johnson"/>. The
    /// term turns the statistic back where the mean is far from the bound, so gates must not use it.
    /// </summary>
    public MeanTest? JohnsonQuadratic(double bound, double level = 0.95)
    {
        if (Johnson(bound, level) is not { } plain)
        {
            return null;
        }
        double gap = (Mean - bound) / StandardDeviation!.Value;
        double t = plain.Statistic + ThirdMoment / 3 * gap * gap * Math.Sqrt(N);
        return plain with
        {
            Statistic = t,
            PLess = Tails.StudentUpper(-t, N - 1),
            PGreater = Tails.StudentUpper(t, N - 1),
        };
    }

    /// <summary>
    /// Hall's cubic transformation, √n(S + gS²/3 + g²S³/27 + g/(6n)) with S = (x̄-bound)/s, monotone in the bound and inverted in
    /// closed form: P. Hall, "On the removal of skewness by transformation" (1992), doi:10.1111/j.2517-6161.1992.tb01876.x.
    /// </summary>
    /// <param name="bound">The mean that is tested.</param>
    /// <param name="level">Confidence level.</param>
    /// <param name="isNormal">Whether the normal distribution is referred to, as in the paper, and not t with n-1 degrees of freedom.</param>
    public MeanTest? Hall(double bound, double level = 0.95, bool isNormal = false)
    {
        Check(bound, level);
        if (Skewness is not { } g)
        {
            return null;
        }
        double spread = StandardDeviation!.Value * Math.Sqrt((N - 1.0) / N);
        double gap = (Mean - bound) / spread;
        double statistic = Math.Sqrt(N) * (gap + g * gap * gap / 3 + g * g * gap * gap * gap / 27 + g / (6.0 * N));
        double critical = (isNormal ? UnitNormal.Critical(level) : Tails.StudentCritical(level, N - 1)) / Math.Sqrt(N);
        return new MeanTest(
            statistic,
            new Interval(Mean - spread * Inverse(critical, g), Mean - spread * Inverse(-critical, g)),
            isNormal ? UnitNormal.Lower(statistic) : Tails.StudentUpper(-statistic, N - 1),
            isNormal ? UnitNormal.Upper(statistic) : Tails.StudentUpper(statistic, N - 1)
        );
    }

    /// <summary>μ3/s³ with s² of divisor n-1.</summary>
    private double ThirdMoment => Skewness!.Value * Math.Pow((N - 1.0) / N, 1.5);

    /// <summary>μ3/(6s²n) in standard errors.</summary>
    private double Shift => ThirdMoment / (6 * Math.Sqrt(N));

    private static void Check(double bound, double level)
    {
        Require.Finite(bound, nameof(bound));
        Require.Level(level);
    }

    private MeanTest Conclude(double t, double shift, double level)
    {
        double half = Tails.StudentCritical(level, N - 1) * StandardError!.Value;
        return new MeanTest(
            t,
            StandardErrors.Around(Mean + shift, half),
            Tails.StudentUpper(-t, N - 1),
            Tails.StudentUpper(t, N - 1)
        );
    }

    /// <summary>
    /// (3/g)(∛(1 + g(y - g/6n)) - 1), written as 3w/(c² + c + 1) with c the cube root, which loses no digits near g = 0 and is
    /// the identity there.
    /// </summary>
    private double Inverse(double y, double g)
    {
        double moved = y - g / (6 * N);
        double root = Math.Cbrt(1 + g * moved);
        return 3 * moved / (root * root + root + 1);
    }
}
