using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Conclusions.Judging;

/// <summary>
/// How the error of a model's corrected score falls with the number of labels, from the variances that a run shows: the variance
/// with n labels is Fixed + PerLabel/n, and without the judge Alone/n.
/// </summary>
/// <remarks>
/// PPI++ with its best weight: the fixed part is that of the judge's scores of all answers, which more labels do not lower; clusters
/// are allowed for as the run has them. Source: Angelopoulos, Duchi and Zrnic, "PPI++", 2023, arXiv:2311.01453.
/// </remarks>
/// <param name="Labelled">Labels that there are.</param>
/// <param name="Answers">Answers that could be labelled.</param>
/// <param name="Fixed">Variance that no label lowers.</param>
/// <param name="PerLabel">Variance of one label with the judge.</param>
/// <param name="Alone">Variance of one label without it.</param>
/// <param name="Level">Confidence level.</param>
public sealed record LabelPlan(long Labelled, long Answers, double Fixed, double PerLabel, double Alone, double Level)
{
    private const int Fewest = 5;
    private const int Rounds = 20;

    /// <summary>
    /// Labels after which the interval reaches so far to each side; null where no number of labels does it: then it takes more
    /// answers. At least the number that a correction takes.
    /// </summary>
    /// <param name="halfWidth">Half of the width wanted, above 0.</param>
    public long? Needed(double halfWidth) => Solve(halfWidth, Fixed, PerLabel);

    /// <summary>The same for labels alone, without a judge.</summary>
    /// <param name="halfWidth">Half of the width wanted, above 0.</param>
    public long? NeededAlone(double halfWidth) => Solve(halfWidth, 0, Alone);

    /// <summary>What so many labels reach to each side, with the judge.</summary>
    /// <param name="labels">Labels, at least three.</param>
    public double HalfWidth(long labels) =>
        Tails.StudentCritical(Level, labels - 2) * Math.Sqrt(Fixed + (PerLabel / labels));

    /// <summary>Most labels that anybody needs, whatever people and judge say: scores between 0 and 1 that are all at the ends.</summary>
    /// <param name="halfWidth">Half of the width wanted, above 0.</param>
    /// <param name="level">Confidence level.</param>
    public static long Most(double halfWidth, double level) =>
        (long)Math.Ceiling(0.25 * Math.Pow(UnitNormal.Critical(level) / halfWidth, 2));

    /// <summary>The plan of the texts of one model; null where fewer than five of them, or of their clusters, are labelled.</summary>
    /// <param name="texts">The texts that the judge scored.</param>
    /// <param name="answers">Number of answers.</param>
    /// <param name="level">Confidence level.</param>
    internal static LabelPlan? Of(JudgedText[] texts, long answers, double level)
    {
        JudgedText[] rated = [.. texts.Where(text => text.IsCompared)];
        if (rated.Length < Fewest || rated.Select(text => text.Cluster).Distinct().Count() < Fewest)
        {
            return null;
        }

        LabelledSums[] items =
        [
            .. texts.Select(text => LabelledSums.Of(text.Score, text.IsCompared ? text.Label : null)),
        ];
        var mean = CorrectedMean.Of(items, AgreementStudy.Units(texts.Select(text => text.Cluster)).Of)!;
        LabelledSums[] alone = [.. rated.Select(text => LabelledSums.Of(0, text.Label))];
        var people = CorrectedMean.Of(alone, AgreementStudy.Units(rated.Select(text => text.Cluster)).Of)!;
        return new LabelPlan(
            rated.Length,
            answers,
            mean.ScoredVariance,
            mean.LabelledVariance * rated.Length,
            people.LabelledVariance * rated.Length,
            level
        );
    }

    private long? Solve(double halfWidth, double rest, double perLabel)
    {
        double n = LabelledAnswers.Fewest;
        for (int round = 0; round < Rounds; round++)
        {
            double error = halfWidth / Tails.StudentCritical(Level, Math.Max(1, n - 2));
            double room = (error * error) - rest;
            if (room <= 0)
            {
                return null;
            }

            n = Math.Max(LabelledAnswers.Fewest, perLabel / room);
        }

        return (long)Math.Ceiling(n);
    }
}
