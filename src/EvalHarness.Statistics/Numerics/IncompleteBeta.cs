namespace EvalHarness.Statistics.Numerics;

/// <summary>
/// Both tails of the beta distribution with full relative precision, and its quantiles. Continued fraction by Lentz's
/// method (W. Press et al., "Numerical Recipes", 3rd ed., 6.4) behind Loader's density. Held against R 4.2.2 pbeta and
/// qbeta. Binomial, Student and F tails are special cases.
/// </summary>
internal static class IncompleteBeta
{
    private const double Tiny = 1e-300;

    /// <summary>The lower and the upper tail at x, where y = 1 - x is given too, so that neither end loses digits.</summary>
    public static (double Lower, double Upper) Tails(double x, double y, double a, double b)
    {
        // The continued fraction of what is no number goes on for ever.
        Require.Number(x, nameof(x));
        Require.Number(y, nameof(y));
        Require.Positive(a, nameof(a));
        Require.Positive(b, nameof(b));
        if (x <= 0)
        {
            return (0, 1);
        }
        if (y <= 0)
        {
            return (1, 0);
        }
        return Tails(x, y, a, b, Kernel(x, y, a, b, Correction(a, b)));
    }

    /// <summary>P(X &lt;= x).</summary>
    public static double Cdf(double x, double a, double b) => Tails(x, 1 - x, a, b).Lower;

    /// <summary>The point with that much probability below it and the rest above it, and one minus that point.</summary>
    public static (double X, double Y) Quantile(double lower, double upper, double a, double b) =>
        lower <= 0 ? (0, 1)
        : upper <= 0 ? (1, 0)
        : Solve(lower, upper, a, b, Correction(a, b), Math.Log(a / b), 1e-15);

    /// <summary>
    /// The same by Newton's method on the logarithm of the smaller tail against the logit of the point, inside a shrinking
    /// bracket; both tails above 0.
    /// </summary>
    /// <param name="lower">The probability below the point.</param>
    /// <param name="upper">The probability above it.</param>
    /// <param name="a">First shape, positive.</param>
    /// <param name="b">Second shape, positive.</param>
    /// <param name="correction">The <see cref="Correction"/> of these shapes.</param>
    /// <param name="logit">Where to start.</param>
    /// <param name="enough">The step, relative to the logit, after which the point is taken.</param>
    public static (double X, double Y) Solve(
        double lower,
        double upper,
        double a,
        double b,
        double correction,
        double logit,
        double enough
    )
    {
        Require.Number(lower, nameof(lower));
        Require.Number(upper, nameof(upper));
        Require.Positive(a, nameof(a));
        Require.Positive(b, nameof(b));
        Require.Number(logit, nameof(logit));
        bool below = lower <= upper;
        double target = Math.Log(below ? lower : upper);
        double low = -740;
        double high = 740;
        for (int i = 0; i < 300; i++)
        {
            (double x, double y) = FromLogit(logit);
            double kernel = Kernel(x, y, a, b, correction);
            var tails = Tails(x, y, a, b, kernel);
            double tail = below ? tails.Lower : tails.Upper;
            double excess = Math.Log(tail) - target;
            bool right = below ? excess > 0 : excess < 0;
            (low, high) = right ? (low, logit) : (logit, high);
            double step = (below ? -excess : excess) * tail / kernel;
            if (Math.Abs(step) <= enough * Math.Max(1, Math.Abs(logit)))
            {
                return FromLogit(logit + step);
            }
            double next = logit + step;
            next = next > low && next < high ? next : 0.5 * (low + high);
            logit = next;
        }
        return FromLogit(logit);
    }

    /// <summary>What the density takes that depends on the shapes alone.</summary>
    public static double Correction(double a, double b) => LogSpace.BinomialCorrection(a, a + b);

    private static (double Lower, double Upper) Tails(double x, double y, double a, double b, double kernel)
    {
        if (x <= (a + 1) / (a + b + 2))
        {
            double lower = kernel / a * Fraction(x, a, b);
            return (Math.Min(1, lower), Math.Max(0, 1 - lower));
        }
        double upper = kernel / b * Fraction(y, b, a);
        return (Math.Max(0, 1 - upper), Math.Min(1, upper));
    }

    /// <summary>x^a y^b / B(a, b).</summary>
    private static double Kernel(double x, double y, double a, double b, double correction) =>
        a * b / (a + b) * (x <= 0 || y <= 0 ? 0 : LogSpace.BinomialDensity(a, a + b, x, y, correction));

    private static (double X, double Y) FromLogit(double logit) =>
        (1 / (1 + Math.Exp(-logit)), 1 / (1 + Math.Exp(logit)));

    private static double Fraction(double x, double a, double b)
    {
        double c = 1;
        double d = Guard(1 - (a + b) * x / (a + 1));
        double h = 1 / d;
        d = h;
        for (int m = 1; m <= 10_000_000; m++)
        {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / Guard(1 + even * d);
            c = Guard(1 + even / c);
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / Guard(1 + odd * d);
            c = Guard(1 + odd / c);
            h *= d * c;
            if (Math.Abs(d * c - 1) < 1e-15)
            {
                break;
            }
        }
        return h;
    }

    private static double Guard(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
