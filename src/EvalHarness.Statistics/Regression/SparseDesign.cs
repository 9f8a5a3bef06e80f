using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Regression;

/// <summary>The design of a regression in which every draw touches a few of the functions.</summary>
/// <param name="size">The number of functions.</param>
/// <param name="perDraw">How many of them a draw touches.</param>
/// <param name="draws">The number of draws.</param>
internal sealed class SparseDesign(int size, int perDraw, int draws)
{
    private readonly int[] places = new int[draws * perDraw];
    private readonly double[] values = new double[draws * perDraw];

    public int Draws => draws;

    /// <summary>Which functions a draw touches, to be filled in growing order.</summary>
    public Span<int> Places(int draw) => places.AsSpan(draw * perDraw, perDraw);

    /// <summary>Their values, in the same order.</summary>
    public Span<double> Values(int draw) => values.AsSpan(draw * perDraw, perDraw);

    /// <summary>The products of the functions with each other.</summary>
    public SquareMatrix Gram()
    {
        var gram = new SquareMatrix(size);
        for (int draw = 0; draw < draws; draw++)
        {
            ReadOnlySpan<int> at = Places(draw);
            ReadOnlySpan<double> value = Values(draw);
            for (int a = 0; a < at.Length; a++)
            {
                for (int b = 0; b <= a; b++)
                {
                    gram[at[a], at[b]] += value[a] * value[b];
                }
            }
        }

        for (int row = 0; row < size; row++)
        {
            for (int column = row + 1; column < size; column++)
            {
                gram[row, column] = gram[column, row];
            }
        }

        return gram;
    }

    public double[] Project(ReadOnlySpan<double> column)
    {
        double[] result = new double[size];
        for (int draw = 0; draw < column.Length; draw++)
        {
            ReadOnlySpan<int> at = Places(draw);
            ReadOnlySpan<double> value = Values(draw);
            for (int a = 0; a < at.Length; a++)
            {
                result[at[a]] += value[a] * column[draw];
            }
        }

        return result;
    }

    public double[] Evaluate(ReadOnlySpan<double> coefficients)
    {
        double[] result = new double[draws];
        for (int draw = 0; draw < draws; draw++)
        {
            ReadOnlySpan<int> at = Places(draw);
            ReadOnlySpan<double> value = Values(draw);
            for (int a = 0; a < at.Length; a++)
            {
                result[draw] += value[a] * coefficients[at[a]];
            }
        }

        return result;
    }
}
