using MathNet.Numerics;

namespace EvalHarness.Statistics.Numerics;

/// <summary>The inverse of the regularised incomplete beta function: a table to start from, Newton steps to finish.</summary>
internal sealed class BetaQuantiles
{
    private const int Knots = 256;

    private readonly double a;
    private readonly double b;
    private readonly double logNorm;
    private readonly double[] table;

    public BetaQuantiles(double a, double b)
    {
        (this.a, this.b) = (a, b);
        logNorm = SpecialFunctions.BetaLn(a, b);
        table = [.. Enumerable.Range(0, Knots + 1).Select(knot => Below((double)knot / Knots))];
    }

    public double this[double probability]
    {
        get
        {
            int knot = Array.BinarySearch(table, probability);
            int next = Math.Clamp(knot < 0 ? ~knot : knot, 1, Knots);
            (double lo, double hi) = ((next - 1.0) / Knots, (double)next / Knots);
            double rise = table[next] - table[next - 1];
            double x = lo + ((hi - lo) * (rise > 0 ? (probability - table[next - 1]) / rise : 0.5));
            return Polish(probability, lo, hi, x <= lo || x >= hi ? 0.5 * (lo + hi) : x);
        }
    }

    /// <summary>Newton inside a shrinking bracket, until the step is below rounding.</summary>
    private double Polish(double probability, double lo, double hi, double x)
    {
        for (int step = 0; step < 200; step++)
        {
            double error = Below(x) - probability;
            (lo, hi) = error > 0 ? (lo, x) : (x, hi);
            double slope = Math.Exp(((a - 1) * Math.Log(x)) + ((b - 1) * Math.Log(1 - x)) - logNorm);
            double move = error / slope;
            double next = x - move;
            if (Math.Abs(move) <= 1e-9 * Math.Min(x, 1 - x))
            {
                // Newton squares the error: what is left is below 1e-16.
                return next;
            }

            next = next > lo && next < hi ? next : 0.5 * (lo + hi);
            if (next <= lo || next >= hi)
            {
                return next;
            }

            x = next;
        }

        return x;
    }

    private double Below(double x) =>
        x <= 0 ? 0
        : x >= 1 ? 1
        : SpecialFunctions.BetaRegularized(a, b, x);
}
