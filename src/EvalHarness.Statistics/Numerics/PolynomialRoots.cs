namespace EvalHarness.Statistics.Numerics;

/// <summary>Real roots of polynomials.</summary>
internal static class PolynomialRoots
{
    private const double Touching = 1e-13;

    /// <summary>All distinct roots above 0 of c0 + c1 x + c2 x² + ..., growing.</summary>
    /// <remarks>Between two neighbouring roots of the derivative a polynomial is monotone, so that bisection finds every root.</remarks>
    public static List<double> Positive(ReadOnlySpan<double> coefficients)
    {
        int degree = coefficients.Length - 1;
        while (degree > 0 && coefficients[degree] == 0)
        {
            degree--;
        }

        if (degree < 1)
        {
            return [];
        }

        double[] c = coefficients[..(degree + 1)].ToArray();
        double[] derivative = [.. Enumerable.Range(1, degree).Select(power => power * c[power])];
        double bound = 1 + c[..degree].Max(value => Math.Abs(value / c[degree]));
        double[] turns = [0, .. Positive(derivative).Where(x => x < bound), bound];
        var roots = new List<double>();
        for (int i = 0; i + 1 < turns.Length; i++)
        {
            AddRoot(c, turns[i], turns[i + 1], roots);
        }

        return roots;
    }

    private static void AddRoot(double[] c, double lo, double hi, List<double> roots)
    {
        (double atLo, double atHi) = (Value(c, lo), Value(c, hi));
        bool touchesHigh = Math.Abs(atHi) <= Touching * Scale(c, hi);
        bool touchedLow = roots.Count > 0 && Math.Abs(lo - roots[^1]) <= 1e-9 * lo;
        if (touchesHigh)
        {
            roots.Add(hi);
        }
        else if (!touchedLow && Math.Sign(atLo) * Math.Sign(atHi) < 0)
        {
            roots.Add(Bisection.Boundary(x => Math.Sign(Value(c, x)) == Math.Sign(atLo), lo, hi));
        }
    }

    private static double Value(double[] c, double x) => c.Reverse().Aggregate(0.0, (sum, next) => (sum * x) + next);

    private static double Scale(double[] c, double x) =>
        c.Reverse().Aggregate(0.0, (sum, next) => (sum * x) + Math.Abs(next));
}
