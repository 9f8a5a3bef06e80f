using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// Friedman's test that several models rank alike over the same items, and Nemenyi's comparison of all pairs: M. Friedman,
/// "The use of ranks to avoid the assumption of normality" (1937), doi:10.1080/01621459.1937.10503522; R. L. Iman, J. M.
/// Davenport, "Approximations of the critical region of the Friedman statistic" (1980), doi:10.1080/03610928008827904;
/// J. Demšar, "Statistical comparisons of classifiers over multiple data sets" (2006), jmlr.org/papers/v7/demsar06a. Held
/// against SciPy 1.10.1 friedmanchisquare and R 4.2.2 friedman.test.
/// </summary>
public static class Friedman
{
    /// <summary>Tests the models of these scores, higher being better.</summary>
    /// <param name="rows">One row per item, laid end to end.</param>
    /// <param name="models">Number of models, the width of a row.</param>
    public static FriedmanResult Test(ReadOnlySpan<double> rows, int models)
    {
        int items = ManyModels.Items(rows, models);
        double n = items;
        double k = models;
        double[] sums = new double[models];
        double ties = 0;
        for (int i = 0; i < items; i++)
        {
            (double[] ranks, double tied) = Ranks.Of(rows.Slice(i * models, models));
            ties += tied;
            for (int j = 0; j < models; j++)
            {
                sums[j] += k + 1 - ranks[j];
            }
        }
        double[] average = [.. sums.Select(sum => sum / n)];
        double spread = sums.Sum(sum => (sum - n * (k + 1) / 2) * (sum - n * (k + 1) / 2));
        double correction = n * (k * k * k - k) - ties;
        int df2 = (models - 1) * (items - 1);
        if (correction <= 0)
        {
            return new FriedmanResult(average, null, models - 1, df2, null, null, null, null, items);
        }
        double chi = 12 * (k - 1) * spread / correction;
        double left = n * (k - 1) - chi;
        bool perfect = left <= 1e-12 * n * k;
        double? f = perfect ? double.PositiveInfinity : (n - 1) * chi / left;
        double? p = df2 < 1 ? null : Tails.FisherUpper(f.Value, k - 1, df2);
        return new FriedmanResult(
            average,
            chi,
            models - 1,
            df2,
            Tails.ChiSquaredUpper(chi, k - 1),
            df2 < 1 ? null : f,
            p,
            chi / (n * (k - 1)),
            items
        );
    }

    /// <summary>
    /// The critical value q of Nemenyi's test: the studentised range of k models over √2. P. B. Nemenyi, "Distribution-free
    /// multiple comparisons" (1963).
    /// </summary>
    public static double NemenyiQ(int models, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(models, 2);
        Require.OpenProbability(alpha, nameof(alpha));
        return StudentizedRange.Critical(alpha, models) / Math.Sqrt(2);
    }

    /// <summary>Average ranks that differ by more than this differ significantly: q·sqrt(k(k+1)/6n).</summary>
    public static double NemenyiCriticalDifference(int models, int items, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        return NemenyiQ(models, alpha) * Scale(models, items);
    }

    /// <summary>Nemenyi's p, adjusted for all pairs, of each pair of models; 1 on the diagonal.</summary>
    public static double[][] NemenyiP(FriedmanResult result)
    {
        int k = result.AverageRanks.Count;
        double scale = Scale(k, result.Items) / Math.Sqrt(2);
        double[][] p = [.. Enumerable.Range(0, k).Select(_ => new double[k])];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double gap = Math.Abs(result.AverageRanks[i] - result.AverageRanks[j]);
                p[i][j] = p[j][i] = StudentizedRange.Upper(gap / scale, k);
            }
        }
        return p;
    }

    private static double Scale(int models, int items) => Math.Sqrt(models * (models + 1.0) / (6.0 * items));
}
