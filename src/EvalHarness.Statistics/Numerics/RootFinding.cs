namespace EvalHarness.Statistics.Numerics;

/// <summary>Roots of a continuous function between two points where its sign differs.</summary>
/// <remarks>
/// Brent's method, for few evaluations of a costly function: R. P. Brent, "Algorithms for Minimization without
/// Derivatives", Prentice-Hall 1973, chapter 4. Not the one of MathNet.Numerics 5.0, which takes an absolute error, stops as
/// well where the function is that small, and evaluates both ends again. <see cref="Bisection"/> is for a set's edge, where
/// there is no slope to follow.
/// </remarks>
internal static class RootFinding
{
    /// <summary>The root between two points that are evaluated first.</summary>
    public static double Between(Func<double, double> function, double a, double b, double tolerance = 1e-15) =>
        Between(function, a, function(a), b, function(b), tolerance);

    /// <summary>The root between two points of known value.</summary>
    /// <param name="function">The function.</param>
    /// <param name="a">One point.</param>
    /// <param name="atA">The function there.</param>
    /// <param name="b">The other point.</param>
    /// <param name="atB">The function there, of the other sign, or 0.</param>
    /// <param name="tolerance">The error allowed, relative to the root (or to 0.001 where that is more).</param>
    public static double Between(
        Func<double, double> function,
        double a,
        double atA,
        double b,
        double atB,
        double tolerance = 1e-8
    )
    {
        (double c, double atC, double step, double before) = (a, atA, b - a, b - a);
        for (int round = 0; round < 100; round++)
        {
            if (Math.Sign(atB) == Math.Sign(atC))
            {
                (c, atC, step, before) = (a, atA, b - a, b - a);
            }

            if (Math.Abs(atC) < Math.Abs(atB))
            {
                (a, b, c) = (b, c, b);
                (atA, atB, atC) = (atB, atC, atB);
            }

            double allowed = 0.5 * tolerance * Math.Max(1e-3, Math.Abs(b));
            double middle = 0.5 * (c - b);
            if (Math.Abs(middle) <= allowed || atB == 0)
            {
                break;
            }

            (step, before) = Step(a, atA, b, atB, c, atC, middle, step, before, allowed);
            (a, atA) = (b, atB);
            b += Math.Abs(step) > allowed ? step : Math.CopySign(allowed, middle);
            atB = function(b);
        }

        return b;
    }

    /// <summary>Inverse quadratic interpolation where it is safe, halving where it is not.</summary>
    private static (double Step, double Before) Step(
        double a,
        double atA,
        double b,
        double atB,
        double c,
        double atC,
        double middle,
        double step,
        double before,
        double allowed
    )
    {
        if (Math.Abs(before) < allowed || Math.Abs(atA) <= Math.Abs(atB))
        {
            return (middle, middle);
        }

        double s = atB / atA;
        (double p, double q) = (2 * middle * s, 1 - s);
        if (a != c)
        {
            (double r, double t) = (atB / atC, atA / atC);
            p = s * ((2 * middle * t * (t - r)) - ((b - a) * (r - 1)));
            q = (t - 1) * (r - 1) * (s - 1);
        }

        q = p > 0 ? -q : q;
        p = Math.Abs(p);
        bool isSafe = 2 * p < Math.Min((3 * middle * q) - Math.Abs(allowed * q), Math.Abs(before * q));
        return isSafe ? (p / q, step) : (middle, middle);
    }
}
