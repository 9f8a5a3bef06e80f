using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Classification;

/// <summary>
/// How well a score ranks positives above negatives. Scores need not be probabilities; only their order counts. Held
/// against scikit-learn 1.2.1.
/// </summary>
public static class RankingScores
{
    /// <summary>
    /// Area under the ROC curve: the probability that a positive scores above a negative, ties counting half. Source: Hanley
    /// and McNeil, "The meaning and use of the area under a ROC curve", 1982, 10.1148/radiology.143.1.7063747. Null unless
    /// both outcomes occur; 0.5 where all scores are equal.
    /// </summary>
    /// <param name="score">One score an item, higher meaning more positive.</param>
    /// <param name="outcome">1 for a positive, 0 for a negative.</param>
    /// <param name="weights">One weight an item; empty means 1 each.</param>
    public static double? Auroc(
        ReadOnlySpan<double> score,
        ReadOnlySpan<double> outcome,
        ReadOnlySpan<double> weights = default
    )
    {
        double positives = 0;
        double negatives = 0;
        double wins = 0;
        foreach ((double up, double down) in Groups(score, outcome, weights))
        {
            wins += down * (positives + (up / 2));
            positives += up;
            negatives += down;
        }
        return positives > 0 && negatives > 0 ? wins / positives / negatives : null;
    }

    /// <summary>
    /// Average precision: precision at each distinct threshold, weighted by the recall gained there, without interpolation.
    /// Source: Manning, Raghavan and Schuetze, Introduction to Information Retrieval, 2008, section 8.4. Null without
    /// positives; 1 without negatives; the prevalence where all scores are equal.
    /// </summary>
    /// <inheritdoc cref="Auroc"/>
    public static double? AveragePrecision(
        ReadOnlySpan<double> score,
        ReadOnlySpan<double> outcome,
        ReadOnlySpan<double> weights = default
    )
    {
        double positives = 0;
        double total = 0;
        double sum = 0;
        foreach ((double up, double down) in Groups(score, outcome, weights))
        {
            positives += up;
            total += up + down;
            sum += up > 0 ? up * positives / total : 0;
        }
        return positives > 0 ? sum / positives : null;
    }

    /// <summary>
    /// Mean over classes of the AUROC of each class against the rest (Provost and Domingos 2000). Null where a class has no
    /// item, or all.
    /// </summary>
    /// <param name="probabilities">Row-major: one row an item, one column a class.</param>
    /// <param name="truth">Index of the true class of each item.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="byPrevalence">Whether classes weigh by their number of items; otherwise equally.</param>
    public static double? OneVersusRest(
        ReadOnlySpan<double> probabilities,
        ReadOnlySpan<int> truth,
        int classes,
        bool byPrevalence = false
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        Require.Values(probabilities, nameof(probabilities), atLeast: 0);
        double sum = 0;
        for (int k = 0; k < classes; k++)
        {
            if (Auroc(Column(probabilities, truth, classes, k, null), Is(truth, k, null)) is not { } area)
            {
                return null;
            }
            sum += area * (byPrevalence ? (double)truth.Count(k) / truth.Length : 1.0 / classes);
        }
        return truth.IsEmpty ? null : sum;
    }

    /// <summary>
    /// Mean AUROC over pairs of classes, each way. Source: Hand and Till, "A Simple Generalisation of the Area Under the ROC
    /// Curve for Multiple Class Classification Problems", 2001, 10.1023/A:1010920819831. Null where a class has no item.
    /// </summary>
    /// <inheritdoc cref="OneVersusRest"/>
    public static double? OneVersusOne(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> truth, int classes)
    {
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < classes; a++)
        {
            for (int b = a + 1; b < classes; b++)
            {
                double? one = Auroc(Column(probabilities, truth, classes, a, (a, b)), Is(truth, a, (a, b)));
                double? other = Auroc(Column(probabilities, truth, classes, b, (a, b)), Is(truth, b, (a, b)));
                if (one is null || other is null)
                {
                    return null;
                }
                sum += (one.Value + other.Value) / 2;
                pairs++;
            }
        }
        return pairs > 0 ? sum / pairs : null;
    }

    // Weight of positives and negatives at each distinct score, highest first.
    private static List<(double Positive, double Negative)> Groups(
        ReadOnlySpan<double> score,
        ReadOnlySpan<double> outcome,
        ReadOnlySpan<double> weights
    )
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(outcome.Length, score.Length);
        Require.Weighted(score, weights, nameof(score));
        Require.Weighted(outcome, weights, nameof(outcome));
        double[] sorted = score.ToArray();
        int[] order = RadixSort.Order(sorted);
        var groups = new List<(double Positive, double Negative)>();
        for (int last = sorted.Length - 1, i = last; i >= 0; i = last)
        {
            double positive = 0;
            double negative = 0;
            for (; last >= 0 && sorted[last].Equals(sorted[i]); last--)
            {
                double weight = weights.IsEmpty ? 1 : weights[order[last]];
                positive += weight * outcome[order[last]];
                negative += weight * (1 - outcome[order[last]]);
            }
            groups.Add((positive, negative));
        }
        return groups;
    }

    private static double[] Column(
        ReadOnlySpan<double> probabilities,
        ReadOnlySpan<int> truth,
        int classes,
        int k,
        (int A, int B)? only
    )
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(probabilities.Length, truth.Length * classes);
        var column = new List<double>(truth.Length);
        for (int i = 0; i < truth.Length; i++)
        {
            if (only is not { } pair || truth[i] == pair.A || truth[i] == pair.B)
            {
                column.Add(probabilities[(i * classes) + k]);
            }
        }
        return [.. column];
    }

    private static double[] Is(ReadOnlySpan<int> truth, int k, (int A, int B)? only)
    {
        var column = new List<double>(truth.Length);
        foreach (int value in truth)
        {
            if (only is not { } pair || value == pair.A || value == pair.B)
            {
                column.Add(value == k ? 1 : 0);
            }
        }
        return [.. column];
    }
}
