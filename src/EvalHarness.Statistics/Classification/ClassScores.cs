using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Classification;

/// <summary>
/// Averages of precision, recall and F over classes, from three columns of counts with one value a class. Held against
/// scikit-learn 1.2.1 (precision_recall_fscore_support) and seqeval 1.2.2. Counts may be weights.
/// </summary>
public static class ClassScores
{
    /// <summary>The scores of the summed counts.</summary>
    public static ClassScore Micro(
        ReadOnlySpan<double> hits,
        ReadOnlySpan<double> predicted,
        ReadOnlySpan<double> gold,
        double beta = 1
    )
    {
        RequireSameClasses(hits, predicted, gold);
        return ClassScore.Of(Sum(hits), Sum(predicted), Sum(gold), beta);
    }

    /// <summary>The plain mean over all classes given, those without support too; all 0 without classes.</summary>
    public static ClassScore Macro(
        ReadOnlySpan<double> hits,
        ReadOnlySpan<double> predicted,
        ReadOnlySpan<double> gold,
        double beta = 1
    ) => Average(hits, predicted, gold, beta, bySupport: false);

    /// <summary>The mean weighted by support; all 0 without support.</summary>
    public static ClassScore Weighted(
        ReadOnlySpan<double> hits,
        ReadOnlySpan<double> predicted,
        ReadOnlySpan<double> gold,
        double beta = 1
    ) => Average(hits, predicted, gold, beta, bySupport: true);

    private static ClassScore Average(
        ReadOnlySpan<double> hits,
        ReadOnlySpan<double> predicted,
        ReadOnlySpan<double> gold,
        double beta,
        bool bySupport
    )
    {
        RequireSameClasses(hits, predicted, gold);
        var sum = new ClassScore();
        double total = 0;
        for (int i = 0; i < hits.Length; i++)
        {
            var score = ClassScore.Of(hits[i], predicted[i], gold[i], beta);
            double weight = bySupport ? gold[i] : 1;
            sum = new ClassScore(
                sum.Precision + (weight * score.Precision),
                sum.Recall + (weight * score.Recall),
                sum.F + (weight * score.F),
                sum.Support + gold[i]
            );
            total += weight;
        }
        return total > 0
            ? new ClassScore(sum.Precision / total, sum.Recall / total, sum.F / total, sum.Support)
            : sum with
            {
                Precision = 0,
                Recall = 0,
                F = 0,
            };
    }

    private static void RequireSameClasses(
        ReadOnlySpan<double> hits,
        ReadOnlySpan<double> predicted,
        ReadOnlySpan<double> gold
    )
    {
        Require.SameLength(gold.Length, hits.Length, nameof(hits));
        Require.SameLength(gold.Length, predicted.Length, nameof(predicted));
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
}
