using EvalHarness.Statistics.Agreement;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Classification;

/// <summary>
/// Formulas over a square table of counts, row-major: rows gold, columns predicted. Counts may be weights. Held against
/// scikit-learn 1.2.1. An empty table is undefined (null).
/// </summary>
public static class ConfusionMatrix
{
    /// <summary>The table of two columns of class indices below <paramref name="classes"/>.</summary>
    public static double[] Count(ReadOnlySpan<int> gold, ReadOnlySpan<int> predicted, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(predicted.Length, gold.Length);
        double[] counts = new double[classes * classes];
        for (int i = 0; i < gold.Length; i++)
        {
            counts[(gold[i] * classes) + predicted[i]]++;
        }
        return counts;
    }

    /// <summary>Share of the total that lies on the diagonal.</summary>
    public static double? Accuracy(ReadOnlySpan<double> counts)
    {
        Require.Values(counts, nameof(counts), atLeast: 0);
        int classes = Classes(counts);
        double right = 0;
        double total = 0;
        for (int cell = 0; cell < counts.Length; cell++)
        {
            total += counts[cell];
            right += cell % (classes + 1) == 0 ? counts[cell] : 0;
        }
        return total > 0 ? right / total : null;
    }

    /// <summary>
    /// Mean recall over the classes that occur in gold. Source: Brodersen et al., "The Balanced Accuracy and Its Posterior
    /// Distribution", 2010, 10.1109/ICPR.2010.764.
    /// </summary>
    public static double? BalancedAccuracy(ReadOnlySpan<double> counts)
    {
        Require.Values(counts, nameof(counts), atLeast: 0);
        int classes = Classes(counts);
        double sum = 0;
        int present = 0;
        for (int i = 0; i < classes; i++)
        {
            var row = counts.Slice(i * classes, classes);
            double support = Sum(row);
            if (support > 0)
            {
                sum += row[i] / support;
                present++;
            }
        }
        return present > 0 ? sum / present : null;
    }

    /// <summary>
    /// Matthews' correlation for any number of classes; 0 where gold or prediction is constant. Source: Gorodkin, "Comparing
    /// two K-category assignments by a K-category correlation coefficient", 2004, 10.1016/j.compbiolchem.2004.09.006.
    /// </summary>
    public static double? Matthews(ReadOnlySpan<double> counts)
    {
        int classes = Classes(counts);
        double[] gold = new double[classes];
        double[] predicted = new double[classes];
        double right = 0;
        for (int cell = 0; cell < counts.Length; cell++)
        {
            (int i, int j) = Math.DivRem(cell, classes);
            gold[i] += counts[cell];
            predicted[j] += counts[cell];
            right += i == j ? counts[cell] : 0;
        }
        return Matthews(right, gold, predicted);
    }

    /// <summary>Matthews' correlation from the diagonal's sum and the margins of the table.</summary>
    /// <param name="right">Sum of the diagonal.</param>
    /// <param name="gold">Items of each gold class.</param>
    /// <param name="predicted">Items of each predicted class.</param>
    public static double? Matthews(double right, ReadOnlySpan<double> gold, ReadOnlySpan<double> predicted)
    {
        Require.SameLength(gold.Length, predicted.Length, nameof(predicted));
        double total = Sum(gold);
        Require.Finite(right + total + Sum(predicted), nameof(right));
        if (total <= 0)
        {
            return null;
        }
        double both = (right * total) - Dot(gold, predicted);
        double spreadGold = (total * total) - Dot(gold, gold);
        double spreadPredicted = (total * total) - Dot(predicted, predicted);
        // Relative to the total: the spread of a constant is a rounding error where counts are weights.
        bool constant = Math.Min(spreadGold, spreadPredicted) <= 1e-14 * total * total;
        return constant ? 0 : Math.Clamp(both / Math.Sqrt(spreadGold) / Math.Sqrt(spreadPredicted), -1, 1);
    }

    /// <summary>
    /// Cohen's kappa from a share of agreement and the margins; null where chance agreement is total. See
    /// <see cref="CohenKappa"/>, which works on whole numbers and has standard errors.
    /// </summary>
    /// <param name="disagreement">Sum over items of the weight of their disagreement, 1 or 0 for the unweighted kappa.</param>
    /// <param name="gold">Items of each gold class.</param>
    /// <param name="predicted">Items of each predicted class.</param>
    /// <param name="power">Weight of two classes: their distance in the list to that power; 0 for the unweighted kappa.</param>
    public static double? Kappa(
        double disagreement,
        ReadOnlySpan<double> gold,
        ReadOnlySpan<double> predicted,
        int power = 0
    )
    {
        Require.SameLength(gold.Length, predicted.Length, nameof(predicted));
        double total = Sum(gold);
        Require.Finite(disagreement + total + Sum(predicted), nameof(disagreement));
        double expected = 0;
        for (int i = 0; i < gold.Length; i++)
        {
            for (int j = 0; j < predicted.Length; j++)
            {
                expected += Disagreement(i, j, power) * gold[i] * predicted[j];
            }
        }
        return expected > 1e-14 * total * total ? 1 - (disagreement * total / expected) : null;
    }

    /// <summary>The weight of a disagreement: the distance of two classes to that power, 1 or 0 for power 0.</summary>
    public static double Disagreement(int i, int j, int power) => i == j ? 0 : Math.Pow(Math.Abs(i - j), power);

    private static int Classes(ReadOnlySpan<double> counts)
    {
        int classes = (int)Math.Round(Math.Sqrt(counts.Length));
        ArgumentOutOfRangeException.ThrowIfNotEqual(counts.Length, classes * classes, nameof(counts));
        return classes;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }
        return sum;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
