using MathNet.Numerics;

namespace EvalHarness.Statistics.Numerics;

/// <summary>The standard normal distribution and its loss function.</summary>
public static class UnitNormal
{
    private static readonly double[] CentreTop =
    [
        3.3871328727963666080,
        133.14166789178437745,
        1971.5909503065514427,
        13731.693765509461125,
        45921.953931549871457,
        67265.770927008700853,
        33430.575583588128105,
        2509.0809287301226727,
    ];

    private static readonly double[] CentreBottom =
    [
        1,
        42.313330701600911252,
        687.18700749205790830,
        5394.1960214247511077,
        21213.794301586595867,
        39307.895800092710610,
        28729.085735721942674,
        5226.4952788528545610,
    ];

    private static readonly double[] MiddleTop =
    [
        1.42343711074968357734,
        4.63033784615654529590,
        5.76949722146069140550,
        3.64784832476320460504,
        1.27045825245236838258,
        0.241780725177450611770,
        0.0227238449892691845833,
        7.74545014278341407640e-4,
    ];

    private static readonly double[] MiddleBottom =
    [
        1,
        2.05319162663775882187,
        1.67638483018380384940,
        0.689767334985100004550,
        0.148103976427480074590,
        0.0151986665636164571966,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9,
    ];

    private static readonly double[] TailTop =
    [
        6.65790464350110377720,
        5.46378491116411436990,
        1.78482653991729133580,
        0.296560571828504891230,
        0.0265321895265761230930,
        0.00124266094738807843860,
        2.71155556874348757815e-5,
        2.01033439929228813265e-7,
    ];

    private static readonly double[] TailBottom =
    [
        1,
        0.599832206555887937690,
        0.136929880922735805310,
        0.0148753612908506148525,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15,
    ];

    /// <summary>The density at <paramref name="z"/>.</summary>
    /// <param name="z">Any number of standard deviations.</param>
    public static double Density(double z) => Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);

    /// <summary>The probability of a value at most <paramref name="z"/>.</summary>
    /// <param name="z">Any number of standard deviations.</param>
    public static double Distribution(double z) => 0.5 * SpecialFunctions.Erfc(-z / Math.Sqrt(2));

    /// <summary>The value that is exceeded with probability 1 - p.</summary>
    /// <param name="p">A probability in (0, 1); 0 and 1 give the infinities.</param>
    /// <remarks>
    /// M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37 (1988),
    /// doi:10.2307/2347330, routine PPND16: relative error about 1e-16. Held against SciPy 1.10 ndtri.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">p lies outside [0, 1].</exception>
    public static double Quantile(double p)
    {
        if (!(p >= 0 && p <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, "p must lie in [0, 1]");
        }

        double q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double r = 0.180625 - (q * q);
            return q * Ratio(CentreTop, CentreBottom, r);
        }

        double tail = q < 0 ? p : 1 - p;
        if (tail <= 0)
        {
            return q < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        double root = Math.Sqrt(-Math.Log(tail));
        double z = root <= 5 ? Ratio(MiddleTop, MiddleBottom, root - 1.6) : Ratio(TailTop, TailBottom, root - 5);
        return q < 0 ? -z : z;
    }

    /// <summary>The unit normal loss L(z) = E[max(0, X - z)], by its asymptotic series above 8.</summary>
    /// <param name="z">Any number of standard deviations.</param>
    /// <remarks>
    /// H. Raiffa, R. Schlaifer, "Applied Statistical Decision Theory", Harvard 1961, section 5.4. Beyond 8 the difference
    /// φ(z) - z(1 - Φ(z)) cancels, hence φ(z)/z²·(1 - 3/z² + 15/z⁴).
    /// </remarks>
    public static double Loss(double z)
    {
        if (z > 8)
        {
            double square = z * z;
            return Density(z) / square * (1 - (3 / square) + (15 / (square * square)));
        }

        return Density(z) - (z * 0.5 * SpecialFunctions.Erfc(z / Math.Sqrt(2)));
    }

    private static double Ratio(double[] top, double[] bottom, double x)
    {
        double numerator = top[7];
        double denominator = bottom[7];
        for (int i = 6; i >= 0; i--)
        {
            numerator = (numerator * x) + top[i];
            denominator = (denominator * x) + bottom[i];
        }

        return numerator / denominator;
    }
}
