using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>
/// A judged metric that is corrected by labels of people: what they would say of all answers, with an interval that holds for
/// that. Models with too few labels keep the judge's own mean, are told, and are tested against no corrected one. A slice of a corrected
/// model with too few has no number: the judge's own beside corrected ones would be taken for the same.
/// </summary>
internal sealed class CorrectedComparator(
    TaskScores scores,
    CorrectedScores corrected,
    ClusterIndex clusters,
    RunHeader header
) : IComparator
{
    private readonly MeanComparator raw = new(scores, corrected.Metric, clusters, header);

    public bool HigherIsBetter => raw.HigherIsBetter;

    public bool IsShare => raw.IsShare;

    private double Level => header.Compare.Confidence;

    public Estimate Estimate(int model, int[] rows)
    {
        int[] kept = corrected.Scored(model, rows);
        var groups = clusters.Select(kept);
        if (corrected.Mean(model, kept, groups) is { } mean)
        {
            return CorrectedEstimates.Of(mean, corrected.Total(model, kept), kept.Length, groups, Level, (0, 1));
        }

        double labelled = corrected.Total(model, kept).Labelled;
        return IsCorrected(model)
            ? Undefined(kept.Length, groups) with
            {
                Note = CorrectedEstimates.TooFewHere(labelled),
            }
            : raw.Estimate(model, rows) with
            {
                Note = CorrectedEstimates.TooFew(labelled),
            };
    }

    public PairedComparison Compare(int a, int b)
    {
        int[] rows = corrected.Scored(b, corrected.Scored(a, Rows.All(scores)));
        if (rows.Length == 0)
        {
            return NoSharedSamples.Of(scores, a, b, Level);
        }

        var groups = clusters.Select(rows);
        var (first, second) = (corrected.Mean(a, rows, groups), corrected.Mean(b, rows, groups));
        if (!IsCorrected(a) && !IsCorrected(b))
        {
            return raw.Compare(a, b);
        }

        if (first is null || second is null)
        {
            var reason = new PairReason.Uncorrected(scores.Models[first is null ? a : b].Name);
            return Of(a, b, PairTest.None(Undefined(rows.Length, groups), reason));
        }

        var difference = first.Minus(second);
        var sums = corrected.Total(a, rows) + corrected.Total(b, rows);
        var estimate = CorrectedEstimates.Of(difference, sums, rows.Length, groups, Level, (-1, 1));
        return Of(a, b, CorrectedEstimates.Test(difference, estimate, header.Compare, HigherIsBetter)) with
        {
            LeftOut = scores.Samples.Length - rows.Length,
            UnitDifferences =
                header.Compare.Correction == Correction.MaxT && rows.Length == scores.Samples.Length
                    ? Units(difference)
                    : null,
        };
    }

    public LeaderboardRow Explain(LeaderboardRow row, int model) => IsCorrected(model) ? row : raw.Explain(row, model);

    /// <summary>What is not judged could be anything; the correction says nothing of it.</summary>
    public (double? Worst, double? Best) Bounds(int model) => IsCorrected(model) ? (null, null) : raw.Bounds(model);

    public ImmutableArray<LeaderboardRow> WithRanks(ImmutableArray<LeaderboardRow> rows, int[] order) =>
        raw.WithRanks(rows, order);

    /// <summary>Whether people labelled enough answers of a model: elsewhere its labels were taken out.</summary>
    private bool IsCorrected(int model) => corrected.Total(model, Rows.All(scores)).Labelled > 0;

    private PairedComparison Of(int a, int b, PairTest test) =>
        PairedComparison.Of(scores.Models[a].Name, scores.Models[b].Name, test);

    private Estimate Undefined(int rows, ClusterIndex groups) =>
        Statistics.Intervals.Estimate.Undefined("", Level, rows, groups.Count, CorrectedEstimates.Method);

    /// <summary>One number an independent unit, whose mean is the difference: what tests of several pairs at once resample.</summary>
    private double[] Units(CorrectedMean difference)
    {
        double n = difference.Influences.Length;
        double[] values = [.. difference.Influences.Select(influence => difference.Value + (n * influence))];
        return Clusters.Sums(values, clusters.Of);
    }
}
