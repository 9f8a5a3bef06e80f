namespace EvalHarness.Statistics.Numerics;

/// <summary>
/// Skewness by linear combinations of ordered values: J. R. M. Hosking, "L-moments: analysis and estimation of distributions
/// using linear combinations of order statistics" (1990), doi:10.1111/j.2517-6161.1990.tb01775.x. Unlike the third moment it is
/// nearly unbiased in small samples of skewed values, where the largest have rarely been drawn.
/// </summary>
internal static class LMoments
{
    /// <summary>
    /// The third L-moment over the second, in (-1, 1): 0 of symmetric values, 1/3 of exponential ones. Null below three values
    /// and where they do not vary.
    /// </summary>
    public static double? Skewness(ReadOnlySpan<double> values)
    {
        double largest = Scaling.Largest(values);
        if (values.Length < 3)
        {
            return null;
        }
        double[] sorted = Scaling.Divide(values, Scaling.Unit(largest));
        RadixSort.Sort(sorted);
        double n = sorted.Length;
        double centre = sorted[sorted.Length / 2];
        (double b0, double b1, double b2) = (0, 0, 0);
        for (int i = 0; i < sorted.Length; i++)
        {
            double value = sorted[i] - centre;
            b0 += value;
            b1 += value * i / (n - 1);
            b2 += value * i * (i - 1) / ((n - 1) * (n - 2));
        }
        double scale = (2 * b1 - b0) / n;
        return Scaling.IsNoise(scale * Scaling.Unit(largest), largest)
            ? null
            : Math.Clamp((6 * b2 - 6 * b1 + b0) / n / scale, -1, 1);
    }

    /// <summary>
    /// Shape σ of the shifted lognormal distribution with that L-skewness, negative where it is skewed to the left: Hosking's
    /// "generalized normal", appendix A.8 of J. R. M. Hosking, J. R. Wallis, "Regional frequency analysis" (1997),
    /// doi:10.1017/CBO9780511529443. Accurate to 2.5e-6 for |L-skewness| up to 0.94, where it stops.
    /// </summary>
    public static double LognormalShape(double skewness)
    {
        double t = Math.Clamp(skewness, -0.94, 0.94);
        double q = t * t;
        return t
            * (2.0466534 + q * (-3.6544371 + q * (1.8396733 + q * -0.20360244)))
            / (1 + q * (-2.0182173 + q * (1.2420401 + q * -0.21741801)));
    }

    /// <summary>The standard error of the L-skewness of that many normal values (Hosking 1990, table 2).</summary>
    public static double NormalError(double n) => Math.Sqrt((0.1866 + 0.8 / n) / n);
}
