namespace EvalHarness.Statistics.Numerics;

/// <summary>A small symmetric matrix, row by row.</summary>
internal sealed class SquareMatrix(int size)
{
    private readonly double[] cells = new double[size * size];

    public int Size => size;

    public double Trace => Enumerable.Range(0, size).Sum(i => this[i, i]);

    public ref double this[int row, int column] => ref cells[(row * size) + column];

    public ReadOnlySpan<double> Row(int row) => cells.AsSpan(row * size, size);

    /// <summary>The second-difference penalty D'D of coefficients in a row.</summary>
    public static SquareMatrix SecondDifferences(int size)
    {
        var penalty = new SquareMatrix(size);
        ReadOnlySpan<double> difference = [1, -2, 1];
        for (int k = 0; k + 2 < size; k++)
        {
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 3; j++)
                {
                    penalty[k + i, k + j] += difference[i] * difference[j];
                }
            }
        }

        return penalty;
    }

    /// <summary>This plus a multiple of another, plus a constant on the diagonal.</summary>
    public SquareMatrix Plus(SquareMatrix other, double factor, double diagonal)
    {
        var sum = new SquareMatrix(size);
        for (int i = 0; i < cells.Length; i++)
        {
            sum.cells[i] = cells[i] + (factor * other.cells[i]);
        }

        for (int i = 0; i < size; i++)
        {
            sum[i, i] += diagonal;
        }

        return sum;
    }

    public double Quadratic(ReadOnlySpan<double> vector)
    {
        double total = 0;
        for (int i = 0; i < size; i++)
        {
            double dot = 0;
            var row = Row(i);
            for (int j = 0; j < size; j++)
            {
                dot += row[j] * vector[j];
            }

            total += vector[i] * dot;
        }

        return total;
    }
}
