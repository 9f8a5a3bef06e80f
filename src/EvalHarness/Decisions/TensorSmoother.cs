namespace EvalHarness.Decisions;

/// <summary>The conditional mean given two parameters: products of eight cubic B-splines on each normal score.</summary>
internal static class TensorSmoother
{
    private const int Side = 8;

    public static double[][] Fit(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double[][] columns)
    {
        SplineBasis left = SplineBasis.Of(first, Side - 3);
        SplineBasis right = SplineBasis.Of(second, Side - 3);
        double[] means = Array.ConvertAll(columns, column => CompensatedSum.Mean(column));
        double[][] centred = [.. columns.Select((column, i) => Array.ConvertAll(column, value => value - means[i]))];
        double[] totals = Array.ConvertAll(centred, column => column.Sum(value => value * value));
        SquareMatrix gram = Products(left, right, centred, out double[][] projected);
        double[][] fits = PenalisedFit.Solve(gram, Penalty(), projected, totals, first.Length);
        return [.. fits.Select((fit, i) => Smoother.WithMean(Evaluate(left, right, fit, columns[i].Length), means[i]))];
    }

    private static SquareMatrix Products(
        SplineBasis left,
        SplineBasis right,
        double[][] columns,
        out double[][] projected
    )
    {
        var gram = new SquareMatrix(Side * Side);
        projected = [.. columns.Select(_ => new double[Side * Side])];
        Span<double> products = stackalloc double[16];
        Span<int> places = stackalloc int[16];
        for (int draw = 0; draw < columns[0].Length; draw++)
        {
            Expand(left, right, draw, products, places);
            for (int a = 0; a < 16; a++)
            {
                for (int b = 0; b < 16; b++)
                {
                    gram[places[a], places[b]] += products[a] * products[b];
                }

                for (int column = 0; column < columns.Length; column++)
                {
                    projected[column][places[a]] += products[a] * columns[column][draw];
                }
            }
        }

        return gram;
    }

    private static double[] Evaluate(SplineBasis left, SplineBasis right, double[] coefficients, int draws)
    {
        var result = new double[draws];
        Span<double> products = stackalloc double[16];
        Span<int> places = stackalloc int[16];
        for (int draw = 0; draw < draws; draw++)
        {
            Expand(left, right, draw, products, places);
            for (int a = 0; a < 16; a++)
            {
                result[draw] += products[a] * coefficients[places[a]];
            }
        }

        return result;
    }

    private static void Expand(SplineBasis left, SplineBasis right, int draw, Span<double> products, Span<int> places)
    {
        ReadOnlySpan<double> x = left.Weights(draw);
        ReadOnlySpan<double> y = right.Weights(draw);
        for (int a = 0; a < 4; a++)
        {
            for (int b = 0; b < 4; b++)
            {
                products[(4 * a) + b] = x[a] * y[b];
                places[(4 * a) + b] = ((left.First(draw) + a) * Side) + right.First(draw) + b;
            }
        }
    }

    /// <summary>P ⊗ I + I ⊗ P.</summary>
    private static SquareMatrix Penalty()
    {
        SquareMatrix one = SquareMatrix.SecondDifferences(Side);
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
}
