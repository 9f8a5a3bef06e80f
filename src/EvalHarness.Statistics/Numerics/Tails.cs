using MathNet.Numerics;

namespace EvalHarness.Statistics.Numerics;

/// <summary>
/// Tail probabilities of the distributions that tests refer to, each accurate to about 1e-12 relatively however small
/// it is; the normal ones are those of <see cref="UnitNormal"/>. Held against R 4.2.2 pt, pchisq, pf and pbinom.
/// </summary>
internal static class Tails
{
    /// <summary>P(T > t) of Student's distribution.</summary>
    public static double StudentUpper(double t, double df)
    {
        if (double.IsInfinity(t))
        {
            return t > 0 ? 0 : 1;
        }
        double square = t * t;
        double half = 0.5 * IncompleteBeta.Tails(df / (df + square), square / (df + square), 0.5 * df, 0.5).Lower;
        return t > 0 ? half : 1 - half;
    }

    /// <summary>P(|T| > |t|) of Student's distribution.</summary>
    public static double StudentTwoSided(double t, double df) => 2 * StudentUpper(Math.Abs(t), df);

    /// <summary>The two-sided critical value of Student's distribution at that confidence level.</summary>
    public static double StudentCritical(double level, double df)
    {
        (double x, double y) = IncompleteBeta.Quantile(1 - level, level, 0.5 * df, 0.5);
        return Math.Sqrt(df * y / x);
    }

    /// <summary>P(F > f) of the F distribution.</summary>
    public static double FisherUpper(double f, double df1, double df2)
    {
        if (double.IsInfinity(f))
        {
            return 0;
        }
        double denominator = df2 + df1 * f;
        return IncompleteBeta.Tails(df2 / denominator, df1 * f / denominator, 0.5 * df2, 0.5 * df1).Lower;
    }

    /// <summary>P(X > x) of the chi-squared distribution.</summary>
    public static double ChiSquaredUpper(double x, double df)
    {
        Require.Number(x, nameof(x));
        Require.Positive(df, nameof(df));
        double a = 0.5 * df;
        double half = 0.5 * x;
        return x <= 0 ? 1
            : df == 1 ? SpecialFunctions.Erfc(Math.Sqrt(half))
            : half < a + 1 ? 1 - GammaSeries(a, half)
            : GammaFraction(a, half);
    }

    /// <summary>P(X &lt;= x) of the gamma distribution of that shape, with scale 1.</summary>
    public static double GammaLower(double shape, double x) =>
        x <= 0 ? 0
        : x < shape + 1 ? GammaSeries(shape, x)
        : 1 - GammaFraction(shape, x);

    /// <summary>P(X &lt;= k) of the binomial distribution.</summary>
    public static double BinomialLower(long k, long n, double p) =>
        k < 0 ? 0
        : k >= n ? 1
        : IncompleteBeta.Tails(1 - p, p, n - k, k + 1).Lower;

    /// <summary>P(X >= k) of the binomial distribution.</summary>
    public static double BinomialUpper(long k, long n, double p) =>
        k <= 0 ? 1
        : k > n ? 0
        : IncompleteBeta.Tails(p, 1 - p, k, n - k + 1).Lower;

    private static double GammaSeries(double a, double x)
    {
        double term = 1;
        double sum = 1;
        for (int i = 1; term > sum * 1e-17; i++)
        {
            term *= x / (a + i);
            sum += term;
        }
        return sum * LogSpace.PoissonDensity(a, x);
    }

    private static double GammaFraction(double a, double x)
    {
        double b = x + 1 - a;
        double c = 1e300;
        double d = 1 / b;
        double h = d;
        for (int i = 1; i < 1_000_000; i++)
        {
            double an = -i * (i - a);
            b += 2;
            d = 1 / Guard(an * d + b);
            c = Guard(b + an / c);
            h *= d * c;
            if (Math.Abs(d * c - 1) < 1e-16)
            {
                break;
            }
        }
        return h * a * LogSpace.PoissonDensity(a, x);
    }

    private static double Guard(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;
}
