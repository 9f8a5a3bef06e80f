using MathNet.Numerics;

namespace EvalHarness.Statistics.Numerics;

/// <summary>
/// The accurate ends of the binomial and Poisson densities, from which every tail in this room is built. C. Loader,
/// "Fast and accurate computation of binomial probabilities" (2000): the deviance keeps full relative precision where
/// a difference of log-gammas loses it. Held against R 4.2.2 dbinom and dpois.
/// </summary>
internal static class LogSpace
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    /// <summary>
    /// ln(1 + x) with all digits of a small x, which double.LogP1 of .NET 10 loses: it is Math.Log(1 + x). W. Kahan's way: N. J.
    /// Higham, "Accuracy and stability of numerical algorithms" (2002), doi:10.1137/1.9780898718027, section 1.14.1 and problem
    /// 1.5. Minus infinity at -1.
    /// </summary>
    public static double Log1p(double x)
    {
        double sum = 1 + x;
        return sum == 1 || double.IsPositiveInfinity(x) ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>exp(x) - 1 with all digits of a small x, which double.ExpM1 of .NET 10 loses; by the same.</summary>
    public static double Expm1(double x)
    {
        double power = Math.Exp(x);
        return power == 1 ? x
            : Math.Abs(x) > 1 ? power - 1
            : (power - 1) * (x / Math.Log(power));
    }

    /// <summary>ln Γ(x).</summary>
    public static double LogGamma(double x) => SpecialFunctions.GammaLn(x);

    /// <summary>ln B(a, b) for positive a and b, without cancellation where both are large.</summary>
    public static double LogBeta(double a, double b)
    {
        double sum = a + b;
        return HalfLogTwoPi
            + 0.5 * (Math.Log(sum) - Math.Log(a) - Math.Log(b))
            + a * Math.Log(a / sum)
            + b * Math.Log(b / sum)
            + StirlingError(a)
            + StirlingError(b)
            - StirlingError(sum);
    }

    /// <summary>The binomial density at real x in [0, n] with success probability p and q = 1 - p.</summary>
    public static double BinomialDensity(double x, double n, double p, double q)
    {
        if (p <= 0)
        {
            return x == 0 ? 1 : 0;
        }
        if (q <= 0)
        {
            return x == n ? 1 : 0;
        }
        if (x == 0)
        {
            return n == 0 ? 1 : Math.Exp(p < 0.1 ? -Deviance(n, n * q) - n * p : n * Math.Log(q));
        }
        if (x == n)
        {
            return Math.Exp(q < 0.1 ? -Deviance(n, n * p) - n * q : n * Math.Log(p));
        }
        return BinomialDensity(x, n, p, q, BinomialCorrection(x, n));
    }

    /// <summary>The part of the density's logarithm that depends on x and n alone, both inside: what Stirling's formula misses.</summary>
    public static double BinomialCorrection(double x, double n) =>
        StirlingError(n) - StirlingError(x) - StirlingError(n - x);

    /// <summary>The density inside, where that part is known.</summary>
    public static double BinomialDensity(double x, double n, double p, double q, double correction)
    {
        double exponent = correction - Deviance(x, n * p) - Deviance(n - x, n * q);
        return Math.Exp(exponent - HalfLogTwoPi + 0.5 * (Math.Log(n / x) - Math.Log(n - x)));
    }

    /// <summary>The Poisson density at real x >= 0.</summary>
    public static double PoissonDensity(double x, double mean) =>
        mean == 0 ? (x == 0 ? 1 : 0)
        : x == 0 ? Math.Exp(-mean)
        : Math.Exp(-StirlingError(x) - Deviance(x, mean) - HalfLogTwoPi - 0.5 * Math.Log(x));

    /// <summary>ln Γ(x+1) minus Stirling's formula.</summary>
    public static double StirlingError(double x)
    {
        double correction = 0;
        while (x < 16)
        {
            correction += (x + 0.5) * Log1p(1 / x) - 1;
            x++;
        }
        double square = x * x;
        double series = 1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square;
        return correction + (1.0 / 12 - (1.0 / 360 - series / square) / square) / x;
    }

    /// <summary>x ln(x/m) + m - x, accurate where x is near m.</summary>
    private static double Deviance(double x, double mean)
    {
        if (Math.Abs(x - mean) >= 0.1 * (x + mean))
        {
            return x * Math.Log(x / mean) + mean - x;
        }
        double ratio = (x - mean) / (x + mean);
        double sum = (x - mean) * ratio;
        double term = 2 * x * ratio;
        double square = ratio * ratio;
        for (int j = 1; ; j++)
        {
            term *= square;
            double next = sum + term / (2 * j + 1);
            if (next == sum)
            {
                return next;
            }
            sum = next;
        }
    }
}
