using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// Bayesian comparisons of two models with a region of practical equivalence (rope). All are deterministic: closed forms or
/// adaptive quadrature, no draws. Sources at each function; overview: Benavoli et al., "Time for a Change", JMLR 18, 2017.
/// </summary>
public static class BayesianComparisons
{
    /// <summary>
    /// Two independent success probabilities with beta posteriors. Source: Gelman et al., Bayesian Data Analysis, 3rd ed.,
    /// 2013, section 2.4. Held against scipy 1.10.1 quadrature.
    /// </summary>
    public static ProportionDifference Independent(BetaPosterior first, BetaPosterior second, double rope = 0)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        Require.NotNegative(rope, nameof(rope));
        double spread = Math.Sqrt(Math.Pow(first.StandardDeviation, 2) + Math.Pow(second.StandardDeviation, 2));
        double right = Expect(first, x => Below(second, x - rope), rope);
        double left = Expect(first, x => Above(second, x + rope), rope);
        return new ProportionDifference(
            rope > 0 ? Expect(first, x => Below(second, x), 0) : right,
            new ThreeWay(left, Math.Max(0, 1 - left - right), right),
            first.Mean - second.Mean,
            spread
        );
    }

    /// <summary>
    /// Two models on the same items: a Dirichlet posterior over the four outcomes. Of the mass of the discordant cells a
    /// beta-distributed share is the first model's, independently of that mass. Held against quadrature in mpmath.
    /// </summary>
    /// <param name="both">Items both models get right.</param>
    /// <param name="firstOnly">Items only the first gets right.</param>
    /// <param name="secondOnly">Items only the second gets right.</param>
    /// <param name="neither">Items neither gets right.</param>
    /// <param name="priorPerCell">Prior weight of each cell, positive: 1 is uniform, 0.5 is Jeffreys'.</param>
    /// <param name="rope">Half-width of the region of practical equivalence.</param>
    public static ProportionDifference Paired(
        double both,
        double firstOnly,
        double secondOnly,
        double neither,
        double priorPerCell = 1,
        double rope = 0
    )
    {
        Require.Positive(priorPerCell, nameof(priorPerCell));
        Require.NotNegative(rope, nameof(rope));
        Require.NotNegative(both, nameof(both));
        Require.NotNegative(firstOnly, nameof(firstOnly));
        Require.NotNegative(secondOnly, nameof(secondOnly));
        Require.NotNegative(neither, nameof(neither));
        var share = new BetaPosterior(firstOnly + priorPerCell, secondOnly + priorPerCell);
        var mass = new BetaPosterior(share.A + share.B, both + neither + (2 * priorPerCell));
        double right = Expect(mass, s => Above(share, (1 + (rope / s)) / 2), 1 - rope);
        double left = Expect(mass, s => Below(share, (1 - (rope / s)) / 2), 1 - rope);
        double all = mass.A + mass.B;
        double gap = share.A - share.B;
        return new ProportionDifference(
            Above(share, 0.5),
            new ThreeWay(left, Math.Max(0, 1 - left - right), right),
            gap / all,
            Math.Sqrt(((all * mass.A) - (gap * gap)) / (all + 1)) / all
        );
    }

    /// <summary>
    /// The correlated Bayesian t-test of differences, for overlapping training sets. Source: Corani and Benavoli, "A Bayesian
    /// approach for comparing cross-validated algorithms on multiple data sets", 2015, 10.1007/s10994-015-5486-z. Held
    /// against the formula of baycomp 1.0. Equal differences are a point mass; fewer than two are undefined (null).
    /// </summary>
    /// <param name="differences">First minus second, one value a fold.</param>
    /// <param name="correlation">Correlation of the folds in [0, 1): 1/k for k-fold cross-validation, 0 for independence.</param>
    /// <param name="rope">Half-width of the region of practical equivalence.</param>
    public static (double Mean, double Scale, int Df, ThreeWay Regions)? CorrelatedT(
        ReadOnlySpan<double> differences,
        double correlation,
        double rope
    )
    {
        Require.NotNegative(rope, nameof(rope));
        if (!(correlation is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(correlation), correlation, "must lie in [0, 1)");
        }
        if (differences.Length < 2)
        {
            return null;
        }
        var moments = Moments.Of(differences);
        int df = moments.N - 1;
        double scale = Math.Sqrt(moments.SumOfSquares / df * ((1.0 / moments.N) + (correlation / (1 - correlation))));
        double left = Upper(moments.Mean + rope);
        double right = Upper(rope - moments.Mean);
        return (moments.Mean, scale, df, new ThreeWay(left, Math.Max(0, 1 - left - right), right));

        double Upper(double gap) =>
            scale > 0 ? Tails.StudentUpper(gap / scale, df)
            : gap < 0 ? 1
            : 0;
    }

    /// <summary>
    /// The Bayesian sign test: the probability that each region is the most probable one, under a Dirichlet posterior. Source:
    /// Benavoli et al., "A Bayesian Wilcoxon signed-rank test based on the Dirichlet process", ICML 2014. Held against
    /// quadrature in mpmath. Null without differences and without prior.
    /// </summary>
    /// <param name="differences">First minus second, one value an item or data set.</param>
    /// <param name="rope">Half-width of the region of practical equivalence; its ends belong to it.</param>
    /// <param name="priorInRope">Weight of the prior, all placed in the region.</param>
    public static ThreeWay? Sign(ReadOnlySpan<double> differences, double rope, double priorInRope = 1)
    {
        Require.Values(differences, nameof(differences), atLeast: 0);
        Require.NotNegative(rope, nameof(rope));
        Require.NotNegative(priorInRope, nameof(priorInRope));
        double left = 0;
        double right = 0;
        foreach (double difference in differences)
        {
            left += difference < -rope ? 1 : 0;
            right += difference > rope ? 1 : 0;
        }
        double within = differences.Length - left - right + priorInRope;
        return left + within + right > 0
            ? new ThreeWay(Largest(left, within, right), Largest(within, left, right), Largest(right, left, within))
            : null;
    }

    // E[g(X)] by quadrature on the logit of x, where the density is smooth; kinks of g lie at the edge and its mirror.
    private static double Expect(BetaPosterior posterior, Func<double, double> g, double edge)
    {
        double centre = Math.Log(posterior.A / posterior.B);
        double width = Math.Sqrt((1 / posterior.A) + (1 / posterior.B));
        double low = centre - (10 * width) - (40 / posterior.A);
        double high = centre + (10 * width) + (40 / posterior.B);
        var points = new List<double>([low, high]);
        double[] inner =
        [
            centre - (6 * width),
            centre - (2 * width),
            centre,
            centre + (2 * width),
            centre + (6 * width),
            Math.Log(edge / (1 - edge)),
            Math.Log((1 - edge) / edge),
        ];
        points.AddRange(inner.Where(point => point > low && point < high));
        points.Sort();
        return Math.Clamp(
            Quadrature.Integrate(t => posterior.LogitDensity(t) * g(1 / (1 + Math.Exp(-t))), [.. points]),
            0,
            1
        );
    }

    private static double Below(BetaPosterior posterior, double x) =>
        IncompleteBeta.Tails(x, 1 - x, posterior.A, posterior.B).Lower;

    private static double Above(BetaPosterior posterior, double x) =>
        IncompleteBeta.Tails(x, 1 - x, posterior.A, posterior.B).Upper;

    // P(the first of three independent gamma variables is the largest): the shares of a Dirichlet vector are such.
    private static double Largest(double shape, double second, double third)
    {
        if (shape <= 0 || (second <= 0 && third <= 0))
        {
            return shape > 0 ? 1 : 0;
        }
        double constant = LogSpace.LogGamma(shape);
        double low = Math.Log(shape) - (40 / shape) - (10 / Math.Sqrt(shape));
        double high = Math.Log(shape + (12 * Math.Sqrt(shape)) + 60);
        double[] points = [low, .. new[] { -3, -1, 0, 1, 3 }.Select(Inside).Where(p => p > low && p < high), high];
        return Math.Clamp(Quadrature.Integrate(Density, points), 0, 1);

        double Inside(int steps) => Math.Log(shape) + (steps / Math.Sqrt(shape));
        double Density(double t)
        {
            double x = Math.Exp(t);
            return Math.Exp((shape * t) - x - constant) * Lower(second, x) * Lower(third, x);
        }
    }

    private static double Lower(double shape, double x) => shape > 0 ? Tails.GammaLower(shape, x) : 1;
}
