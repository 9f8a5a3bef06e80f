namespace EvalHarness.Statistics.Classification;

/// <summary>Precision, recall and F of one class or of an average over classes; 0/0 is 0, as scikit-learn's zero_division=0.</summary>
/// <param name="Precision">Share of what was predicted that is right, in [0, 1].</param>
/// <param name="Recall">Share of what was to be found that was found, in [0, 1].</param>
/// <param name="F">Weighted harmonic mean of the two, in [0, 1]. Source: van Rijsbergen, Information Retrieval, 1979, chapter 7.</param>
/// <param name="Support">Number of gold items.</param>
public readonly record struct ClassScore(double Precision, double Recall, double F, double Support)
{
    /// <summary>The scores of one class from its counts.</summary>
    /// <param name="hits">Items both gold and predicted.</param>
    /// <param name="predicted">Items predicted.</param>
    /// <param name="gold">Items in gold.</param>
    /// <param name="beta">Weight of recall against precision; 1 weighs them equally.</param>
    public static ClassScore Of(double hits, double predicted, double gold, double beta = 1)
    {
        double precision = predicted > 0 ? hits / predicted : 0;
        double recall = gold > 0 ? hits / gold : 0;
        double divisor = (beta * beta * precision) + recall;
        double f = divisor > 0 ? (1 + (beta * beta)) * precision * recall / divisor : 0;
        return new ClassScore(precision, recall, f, gold);
    }
}

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
    ) => ClassScore.Of(Sum(hits), Sum(predicted), Sum(gold), beta);

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
