using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Regression;

/// <summary>
/// Least squares with a second-difference penalty on the coefficients. All columns share one design, and the weight of
/// the penalty is the one that minimises the sum of their generalised cross-validation scores, each relative to its
/// own variance.
/// </summary>
internal sealed class PenalisedFit
{
    private const double RelativeRidge = 1e-9;

    private readonly SquareMatrix gram;
    private readonly int draws;
    private readonly (Cholesky Factor, double Freedom)[] factors;

    /// <summary>Factors the design for every weight of the penalty.</summary>
    /// <param name="gram">Products of the basis with itself.</param>
    /// <param name="penalty">The roughness penalty, of the same shape.</param>
    /// <param name="draws">The number of draws behind the products.</param>
    /// <param name="step">How far weights lie apart, in powers of ten.</param>
    public PenalisedFit(SquareMatrix gram, SquareMatrix penalty, int draws, double step = 0.5)
    {
        this.gram = gram;
        this.draws = draws;
        double ridge = RelativeRidge * gram.Trace / gram.Size;
        factors =
        [
            .. Enumerable
                .Range(0, 1 + (int)(13 / step))
                .Select(i => Cholesky.Of(gram.Plus(penalty, Math.Pow(10, -4 + (step * i)), ridge)))
                .Select(factor => (factor, factor.TraceOfSolve(gram))),
        ];
    }

    /// <summary>The coefficients of every column.</summary>
    /// <param name="projected">Products of the basis with each centred column.</param>
    /// <param name="totals">Sum of squares of each centred column; 0 leaves the column out of the choice.</param>
    public double[][] Solve(double[][] projected, double[] totals)
    {
        double best = double.PositiveInfinity;
        double[][] result = [];
        foreach ((var factor, double freedom) in factors)
        {
            double[][] fits = Array.ConvertAll(projected, factor.Solve);
            double score = 0;
            for (int column = 0; column < fits.Length; column++)
            {
                score += totals[column] > 0 ? Residual(fits[column], projected[column], totals[column]) : 0;
            }

            score /= Math.Pow(1 - (freedom / draws), 2);
            if (score < best)
            {
                best = score;
                result = fits;
            }
        }

        return result;
    }

    private double Residual(double[] fit, double[] projected, double total)
    {
        double explained = 0;
        for (int i = 0; i < fit.Length; i++)
        {
            explained += 2 * fit[i] * projected[i];
        }

        return Math.Max(0, total - (explained - gram.Quadratic(fit))) / total;
    }
}
