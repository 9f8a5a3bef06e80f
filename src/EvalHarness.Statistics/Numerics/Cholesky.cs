namespace EvalHarness.Statistics.Numerics;

/// <summary>The Cholesky factor of a symmetric positive definite matrix.</summary>
internal sealed class Cholesky
{
    private readonly SquareMatrix lower;

    private Cholesky(SquareMatrix lower) => this.lower = lower;

    public static Cholesky Of(SquareMatrix matrix)
    {
        var lower = new SquareMatrix(matrix.Size);
        for (int j = 0; j < matrix.Size; j++)
        {
            for (int i = j; i < matrix.Size; i++)
            {
                double sum = matrix[i, j];
                for (int k = 0; k < j; k++)
                {
                    sum -= lower[i, k] * lower[j, k];
                }

                // A pivot lost to rounding stands for a function that no draw touches: its coefficient is then 0.
                lower[i, j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-300)) : sum / lower[j, j];
            }
        }

        return new(lower);
    }

    public double[] Solve(double[] right)
    {
        double[] x = [.. right];
        for (int i = 0; i < x.Length; i++)
        {
            for (int k = 0; k < i; k++)
            {
                x[i] -= lower[i, k] * x[k];
            }

            x[i] /= lower[i, i];
        }

        for (int i = x.Length - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < x.Length; k++)
            {
                x[i] -= lower[k, i] * x[k];
            }

            x[i] /= lower[i, i];
        }

        return x;
    }

    /// <summary>The trace of the inverse times another symmetric matrix: the degrees of freedom of a linear smoother.</summary>
    public double TraceOfSolve(SquareMatrix other)
    {
        double trace = 0;
        for (int j = 0; j < other.Size; j++)
        {
            trace += Solve(other.Row(j).ToArray())[j];
        }

        return trace;
    }
}
