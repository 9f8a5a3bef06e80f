using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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

    /// <summary>The products of the functions with each column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double[][] Project(double[][] columns)
    {
        double[][] result = Array.ConvertAll(columns, _ => new double[size]);
        foreach (var (lanes, target) in ColumnLanes.Of(columns).Zip(ColumnLanes.Of(result)))
        {
            var sums = new Vector256<double>[size];
            for (int draw = 0; draw < draws; draw++)
            {
                var row = lanes[draw];
                ReadOnlySpan<int> at = Places(draw);
                ReadOnlySpan<double> value = Values(draw);
                for (int a = 0; a < at.Length; a++)
                {
                    sums[at[a]] += Vector256.Create(value[a]) * row;
                }
            }

            for (int place = 0; place < size; place++)
            {
                target.Put(place, sums[place]);
            }
        }

        return result;
    }

    /// <summary>The sums of the functions with the coefficients of each column, draw by draw.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double[][] Evaluate(double[][] coefficients)
    {
        double[][] result = Array.ConvertAll(coefficients, _ => new double[draws]);
        foreach (var (lanes, target) in ColumnLanes.Of(coefficients).Zip(ColumnLanes.Of(result)))
        {
            Vector256<double>[] factors = [.. Enumerable.Range(0, size).Select(place => lanes[place])];
            for (int draw = 0; draw < draws; draw++)
            {
                ReadOnlySpan<int> at = Places(draw);
                ReadOnlySpan<double> value = Values(draw);
                var sum = Vector256<double>.Zero;
                for (int a = 0; a < at.Length; a++)
                {
                    sum += Vector256.Create(value[a]) * factors[at[a]];
                }

                target.Put(draw, sum);
            }
        }

        return result;
    }
}
