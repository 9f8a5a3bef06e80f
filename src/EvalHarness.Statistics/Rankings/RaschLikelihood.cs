using MathNet.Numerics.LinearAlgebra;

namespace EvalHarness.Statistics.Rankings;

/// <summary>
/// Conditional likelihood of the Rasch model with its derivatives in the easiness of the items, from elementary symmetric
/// functions by the summation algorithm (no differences, hence stable). Source: Verhelst, Glas and van der Sluis,
/// "Estimation problems in the Rasch model: the basic symmetric functions", 1984.
/// </summary>
internal sealed record RaschLikelihood(double Value, Vector<double> Gradient, Matrix<double> Information)
{
    public static RaschLikelihood At(Vector<double> easiness, int[] persons, double[] solved)
    {
        int items = solved.Length;
        double[] weights = [.. easiness.Select(value => Math.Exp(value - easiness.Average()))];
        double[] all = Symmetric(weights, -1, -1);
        double value = 0;
        var expected = Vector<double>.Build.Dense(items);
        var information = Matrix<double>.Build.Dense(items, items);
        for (int i = 0; i < items; i++)
        {
            value += solved[i] * Math.Log(weights[i]);
            for (int j = i; j < items; j++)
            {
                information[i, j] = information[j, i] = Joint(i, j);
            }
        }
        for (int score = 1; score < items; score++)
        {
            value -= persons[score] > 0 ? persons[score] * Math.Log(all[score]) : 0;
            var chances = Vector<double>.Build.Dense(items, i => Chance(i, score));
            expected += persons[score] * chances;
            information -= persons[score] * chances.OuterProduct(chances);
        }
        return new RaschLikelihood(value, Vector<double>.Build.DenseOfArray(solved) - expected, information);

        double Chance(int i, int score) => weights[i] * Symmetric(weights, i, i)[score - 1] / all[score];

        // Expected number of persons who solve both items.
        double Joint(int i, int j)
        {
            double[] rest = Symmetric(weights, i, j);
            double sum = 0;
            for (int score = i == j ? 1 : 2; score < items; score++)
            {
                double ways = i == j ? weights[i] * rest[score - 1] : weights[i] * weights[j] * rest[score - 2];
                sum += persons[score] * ways / all[score];
            }
            return sum;
        }
    }

    /// <summary>The covariance of the easiness under the constraint that it sums to zero.</summary>
    public Matrix<double> PseudoInverse()
    {
        double share = 1.0 / Information.RowCount;
        // The constant vector spans the null space: adding its projector makes the matrix regular, subtracting it after
        // the inversion takes it out again.
        return (Information + share).Inverse() - share;
    }

    private static double[] Symmetric(double[] weights, int without, int alsoWithout)
    {
        double[] sums = new double[weights.Length + 1];
        sums[0] = 1;
        int used = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (i == without || i == alsoWithout)
            {
                continue;
            }
            used++;
            for (int r = used; r > 0; r--)
            {
                sums[r] += weights[i] * sums[r - 1];
            }
        }
        return sums;
    }
}
