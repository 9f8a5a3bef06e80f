using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Regression;

/// <summary>
/// The conditional mean of outcomes given several parameters: for two that vary continuously, products of eight cubic
/// B-splines on each normal score; for others, a spline on each and the products of all pairs. Each fit keeps its column's
/// mean exactly.
/// </summary>
/// <remarks>
/// M. Strong, J. E. Oakley, A. Brennan, "Estimating multiparameter partial expected value of perfect information from a
/// probabilistic sensitivity analysis sample", Medical Decision Making 34 (2014), doi:10.1177/0272989X13505910, with
/// penalised splines where they take a generalised additive model. Pairs are products of standardised values, so that
/// price times volume times difference is met; a parameter of at most thirty values enters by a cubic in them. Three-way
/// interactions are not seen.
/// </remarks>
internal sealed class GroupSmoother
{
    private const int Side = 8;
    private const double Clip = 5;

    private readonly SparseDesign design;
    private readonly PenalisedFit fit;

    private GroupSmoother(SparseDesign design, SquareMatrix penalty)
    {
        this.design = design;
        fit = new(design.Gram(), penalty, design.Draws, step: 1);
    }

    /// <summary>Makes the design of some parameters, at least two, one value per draw each.</summary>
    public static GroupSmoother Of(IReadOnlyList<double[]> parameters)
    {
        bool[] isGrouped = [.. parameters.Select(parameter => Smoother.IsGrouped(parameter))];
        return parameters.Count == 2 && !isGrouped.Contains(true)
            ? Tensor(parameters[0], parameters[1])
            : Additive(parameters, isGrouped);
    }

    /// <summary>Fits columns of outcomes; what does not vary stays as it is.</summary>
    public double[][] Fit(double[][] columns)
    {
        double[] means = Array.ConvertAll(columns, column => CompensatedSum.Mean(column));
        double[][] centred = [.. columns.Select((column, i) => Array.ConvertAll(column, value => value - means[i]))];
        double[] totals = Array.ConvertAll(centred, column => column.Sum(value => value * value));
        int[] moving = [.. Enumerable.Range(0, columns.Length).Where(i => totals[i] > 0)];
        double[][] projected = design.Project([.. moving.Select(i => centred[i])]);
        double[][] fits = design.Evaluate(fit.Solve(projected, [.. moving.Select(i => totals[i])]));
        double[][] result = [.. columns];
        for (int i = 0; i < moving.Length; i++)
        {
            result[moving[i]] = Smoother.WithMean(fits[i], means[moving[i]]);
        }

        return result;
    }

    private static GroupSmoother Tensor(double[] first, double[] second)
    {
        var left = SplineBasis.Of(first, Side - 3);
        var right = SplineBasis.Of(second, Side - 3);
        var design = new SparseDesign(Side * Side, 16, first.Length);
        for (int draw = 0; draw < first.Length; draw++)
        {
            var x = left.Weights(draw);
            var y = right.Weights(draw);
            var values = design.Values(draw);
            var places = design.Places(draw);
            for (int a = 0; a < 4; a++)
            {
                for (int b = 0; b < 4; b++)
                {
                    values[(4 * a) + b] = x[a] * y[b];
                    places[(4 * a) + b] = ((left.First(draw) + a) * Side) + right.First(draw) + b;
                }
            }
        }

        return new(design, TensorPenalty());
    }

    /// <summary>P ⊗ I + I ⊗ P.</summary>
    private static SquareMatrix TensorPenalty()
    {
        var one = SquareMatrix.SecondDifferences(Side);
        var both = new SquareMatrix(Side * Side);
        for (int i = 0; i < Side; i++)
        {
            for (int j = 0; j < Side; j++)
            {
                for (int k = 0; k < Side; k++)
                {
                    both[(i * Side) + k, (j * Side) + k] += one[i, j];
                    both[(k * Side) + i, (k * Side) + j] += one[i, j];
                }
            }
        }

        return both;
    }

    private static GroupSmoother Additive(IReadOnlyList<double[]> parameters, bool[] isGrouped)
    {
        double[][] scores = [.. parameters.Select(Standardise)];
        int[] powers = [.. parameters.Select((one, i) => isGrouped[i] ? Math.Min(one.Distinct().Count() - 1, 3) : 0)];
        int pairs = parameters.Count * (parameters.Count - 1) / 2;
        int size = pairs + powers.Sum(power => power == 0 ? Side : power);
        int perDraw = pairs + powers.Sum(power => power == 0 ? 4 : power);
        var design = new SparseDesign(size, perDraw, parameters[0].Length);
        var penalty = new SquareMatrix(size);
        (int column, int entry) = (0, 0);
        for (int i = 0; i < parameters.Count; i++)
        {
            if (powers[i] > 0)
            {
                Powers(design, scores[i], powers[i], ref column, ref entry);
            }
            else
            {
                Spline(design, penalty, parameters[i], ref column, ref entry);
            }
        }

        for (int i = 0; i < parameters.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Put(design, column++, entry++, draw => scores[i][draw] * scores[j][draw]);
            }
        }

        return new(design, penalty);
    }

    private static void Powers(SparseDesign design, double[] scores, int most, ref int column, ref int entry)
    {
        for (int power = 1; power <= most; power++)
        {
            int exponent = power;
            Put(design, column++, entry++, draw => Math.Pow(scores[draw], exponent));
        }
    }

    private static void Spline(
        SparseDesign design,
        SquareMatrix penalty,
        double[] parameter,
        ref int column,
        ref int entry
    )
    {
        var basis = SplineBasis.Of(parameter, Side - 3);
        for (int draw = 0; draw < parameter.Length; draw++)
        {
            basis.Weights(draw).CopyTo(design.Values(draw)[entry..]);
            for (int a = 0; a < 4; a++)
            {
                design.Places(draw)[entry + a] = column + basis.First(draw) + a;
            }
        }

        var one = SquareMatrix.SecondDifferences(Side);
        for (int i = 0; i < Side; i++)
        {
            for (int j = 0; j < Side; j++)
            {
                penalty[column + i, column + j] = one[i, j];
            }
        }

        column += Side;
        entry += 4;
    }

    private static void Put(SparseDesign design, int column, int entry, Func<int, double> value)
    {
        for (int draw = 0; draw < design.Draws; draw++)
        {
            design.Places(draw)[entry] = column;
            design.Values(draw)[entry] = value(draw);
        }
    }

    private static double[] Standardise(double[] values)
    {
        double mean = CompensatedSum.Mean(values);
        double sd = Moments.OfDraws(values).StandardDeviation ?? 0;
        return Array.ConvertAll(values, value => sd > 0 ? Math.Clamp((value - mean) / sd, -Clip, Clip) : 0);
    }
}
