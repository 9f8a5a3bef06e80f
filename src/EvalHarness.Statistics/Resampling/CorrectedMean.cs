using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Resampling;

/// <summary>
/// A mean of labels that scores of many more answers sharpen (<see cref="LabelledSums"/>), with an error that knows clusters,
/// and differences of two such means over the same items.
/// </summary>
/// <remarks>
/// The error is that of the linearised estimate summed by cluster, the two parts of it each scaled by its leverage as CR2 does for
/// a mean, and the labelled part by (m-1)/(m-2) of m labelled clusters for the weight that was fitted to them. Degrees of freedom:
/// Satterthwaite, with the effective number of clusters 1/Σh² of each part. Few labels that all agree with the scores prove
/// no perfect score: the labelled part is taken to be no surer than m labels that might have shown one full disagreement
/// and did not (1 - 0.025^(1/m), the exact limit of 0 of m). Assumes that the labelled answers are drawn by chance. Two
/// labelled clusters or fewer have no error.
/// </remarks>
internal sealed class CorrectedMean
{
    private const double Unseen = 0.025;

    private readonly double[] scored;
    private readonly double[] labelled;
    private readonly double scoredUnits;
    private readonly double labelledUnits;

    private CorrectedMean(
        double value,
        double[] scored,
        double[] labelled,
        double scoredUnits,
        double labelledUnits,
        double[] influences
    )
    {
        (this.scored, this.labelled) = (scored, labelled);
        (this.scoredUnits, this.labelledUnits) = (scoredUnits, labelledUnits);
        (Value, Influences) = (value, influences);
    }

    /// <summary>The estimate.</summary>
    public double Value { get; }

    /// <summary>What each item adds to the estimate beyond its mean: they sum to 0, in the order of the items.</summary>
    public double[] Influences { get; }

    /// <summary>The effective number of independent labelled units.</summary>
    public double LabelledUnits => labelledUnits;

    /// <summary>Variance of the part that the scores of all items make up.</summary>
    public double ScoredVariance => scored.Sum(one => one * one);

    /// <summary>Variance of the part that the labels make up, as <see cref="Tails"/> takes it.</summary>
    public double LabelledVariance
    {
        get
        {
            double known = labelled.Sum(one => one * one);
            double left = labelledUnits - 2;
            if (left <= 0)
            {
                return known;
            }

            double least =
                (1 - Math.Pow(Unseen, 1 / labelledUnits)) / Numerics.Tails.StudentCritical(1 - (2 * Unseen), left);
            return Math.Max(known, least * least);
        }
    }

    /// <summary>The estimate from the sums of each item.</summary>
    /// <param name="items">Sums, one an item.</param>
    /// <param name="clusters">Cluster of each item, from 0 without gaps.</param>
    /// <returns>Null where nothing is labelled.</returns>
    public static CorrectedMean? Of(ReadOnlySpan<LabelledSums> items, ReadOnlySpan<int> clusters)
    {
        var total = default(LabelledSums);
        int count = 0;
        for (int i = 0; i < items.Length; i++)
        {
            total += items[i];
            count = Math.Max(count, clusters[i] + 1);
        }

        if (total.Labelled <= 0)
        {
            return null;
        }

        double lambda = total.Lambda;
        double mean = total.Scores / total.Answers;
        double rest = (total.Labels - (lambda * total.LabelledScores)) / total.Labelled;
        double[] influences = new double[items.Length];
        var (scored, labelled) = (new double[count], new double[count]);
        var (answers, labels) = (new double[count], new double[count]);
        for (int i = 0; i < items.Length; i++)
        {
            var item = items[i];
            double all = lambda * (item.Scores - (item.Answers * mean)) / total.Answers;
            double known = (item.Labels - (lambda * item.LabelledScores) - (item.Labelled * rest)) / total.Labelled;
            influences[i] = all + known;
            scored[clusters[i]] += all;
            labelled[clusters[i]] += known;
            answers[clusters[i]] += item.Answers;
            labels[clusters[i]] += item.Labelled;
        }

        double m = labels.Count(number => number > 0);
        Scale(scored, answers, total.Answers, 1);
        Scale(labelled, labels, total.Labelled, lambda > 0 && m > 2 ? Math.Sqrt((m - 1) / (m - 2)) : 1);
        return new CorrectedMean(
            total.Value!.Value,
            scored,
            labelled,
            Effective(answers, total.Answers),
            Effective(labels, total.Labelled),
            influences
        );
    }

    /// <summary>This minus another estimate over the same items and clusters.</summary>
    /// <param name="other">The other one.</param>
    public CorrectedMean Minus(CorrectedMean other) =>
        new(
            Value - other.Value,
            Moments.Differences(scored, other.scored),
            Moments.Differences(labelled, other.labelled),
            Math.Min(scoredUnits, other.scoredUnits),
            Math.Min(labelledUnits, other.labelledUnits),
            Moments.Differences(Influences, other.Influences)
        );

    /// <summary>The estimate with its t tests; null where so few units are labelled that it has no error.</summary>
    public MeanTails? Tails()
    {
        double left = labelledUnits - 2;
        if (left <= 0)
        {
            return null;
        }

        var (all, sure) = (ScoredVariance, LabelledVariance);
        double variance = sure;
        for (int i = 0; i < scored.Length; i++)
        {
            // That of the sum, less that of the labelled part, which may have been taken to be larger.
            variance += scored[i] * (scored[i] + (2 * labelled[i]));
        }

        double sum = all + sure;
        double parts = (all * all / Math.Max(1, scoredUnits - 1)) + (sure * sure / left);
        return new MeanTails(Value, Math.Sqrt(variance), Math.Max(1, sum * sum / parts));
    }

    private static double Effective(double[] sizes, double total) => total * total / sizes.Sum(size => size * size);

    private static void Scale(double[] sums, double[] sizes, double total, double by)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            double left = 1 - (sizes[i] / total);
            sums[i] *= left > 0 ? by / Math.Sqrt(left) : 0;
        }
    }
}
