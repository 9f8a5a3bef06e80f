namespace EvalHarness.Statistics.Numerics;

/// <summary>
/// Many quantiles of one beta distribution: those of <see cref="IncompleteBeta"/>, started from a table of the distribution
/// function, which saves most of the steps.
/// </summary>
internal sealed class BetaQuantiles
{
    private const int Knots = 256;

    /// <summary>Newton's method squares the error: what is left after such a step is below rounding.</summary>
    private const double Enough = 1e-9;

    private readonly double a;
    private readonly double b;
    private readonly double correction;
    private readonly double[] table;

    public BetaQuantiles(double a, double b)
    {
        (this.a, this.b, correction) = (a, b, IncompleteBeta.Correction(a, b));
        table = [.. Enumerable.Range(0, Knots + 1).Select(knot => IncompleteBeta.Cdf((double)knot / Knots, a, b))];
    }

    /// <summary>The point with that much probability below it, a probability in [0, 1].</summary>
    public double this[double probability] =>
        probability <= 0 ? 0
        : probability >= 1 ? 1
        : IncompleteBeta.Solve(probability, 1 - probability, a, b, correction, Start(probability), Enough).X;

    /// <summary>The logit of the point where the table, taken as straight between its knots, has that probability.</summary>
    private double Start(double probability)
    {
        int knot = Array.BinarySearch(table, probability);
        int next = Math.Clamp(knot < 0 ? ~knot : knot, 1, Knots);
        double rise = table[next] - table[next - 1];
        double share = rise > 0 ? (probability - table[next - 1]) / rise : 0.5;
        double x = (next - 1 + Math.Clamp(share, 1e-3, 1 - 1e-3)) / Knots;
        return Math.Log(x / (1 - x));
    }
}
