using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Tests;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>A metric that is the mean of one number a sample: exact tests for 0/1, score intervals of means between limits, cluster-robust t for differences.</summary>
internal sealed class MeanComparator(TaskScores scores, int metric, ClusterIndex clusters, RunHeader header)
    : IComparator
{
    private readonly SampleMatrix[] matrices =
    [
        .. Enumerable.Range(0, scores.Models.Length).Select(model => SampleMatrix.Of(scores, model, metric)),
    ];

    public bool HigherIsBetter => scores.Metrics[metric].HigherIsBetter;

    public bool IsShare => scores.Metrics[metric].IsShare;

    public SliceGaps Gaps => new(Replicator, clusters, header.Compare.Confidence, Resamples, Seed);

    private IReplicator Replicator => field ??= new FormulaReplicator(scores, metric);

    private int Resamples => RankStatistics.Resamples(header.Compare.Resamples, scores.Samples.Length);

    private ulong Seed => unchecked((ulong)header.Seed);

    public Estimate Estimate(int model, int[] rows)
    {
        var matrix = matrices[model];
        int[] kept = matrix.AnsweredRows(rows);
        double level = header.Compare.Confidence;
        if (kept.Length == 0)
        {
            return Statistics.Intervals.Estimate.Undefined(
                scores.Cells[model].Outcomes.Any(outcome => outcome.HasResponse()) ? "no score" : "no response",
                level,
                0,
                0,
                "mean"
            );
        }

        if (matrix.Metric.Value(matrix.Total(kept)) is null)
        {
            return Statistics.Intervals.Estimate.Undefined(
                "undefined for these data",
                level,
                kept.Length,
                kept.Length,
                "mean"
            );
        }

        double[] values = Values(matrix, kept);
        var groups = clusters.Select(kept);
        return matrix.IsZeroOne && groups.IsTrivial
            ? MeanEstimates.Share(values, level)
            : MeanEstimates.Of(
                UnitMean.Of(values, groups),
                level,
                scores.Metrics[metric].Range,
                matrix.AnswersOf(kept)
            );
    }

    public PairedComparison Compare(int a, int b)
    {
        int[] rows = matrices[b].AnsweredRows(matrices[a].AnsweredRows(Rows.All(scores)));
        var (level, margin) = (header.Compare.Confidence, header.Compare.Margin);
        if (rows.Length == 0)
        {
            return NoSharedSamples.Of(scores, a, b, level);
        }

        if (new[] { a, b }.Any(model => matrices[model].Metric.Value(matrices[model].Total(rows)) is null))
        {
            return PairedComparison.Of(
                scores.Models[a].Name,
                scores.Models[b].Name,
                PairTest.None(
                    new Estimate(null, null, null, level, rows.Length, rows.Length, "paired difference"),
                    new PairReason.UndefinedMetric()
                )
            );
        }

        double[] first = Values(matrices[a], rows);
        double[] second = Values(matrices[b], rows);
        var groups = clusters.Select(rows);
        var table = matrices[a].IsZeroOne ? PairedTable.Of(first, second) : (PairedTable?)null;
        var test =
            table is { } counts && groups.IsTrivial
                ? MeanEstimates.Paired(counts, level, margin, HigherIsBetter)
                : MeanEstimates.Paired(
                    UnitMean.OfDifference(first, second, groups),
                    scores.Metrics[metric].Range,
                    level,
                    margin,
                    HigherIsBetter
                );
        var epochs = EpochVariances.Of(scores, (matrices[a], a), (matrices[b], b), metric);
        return PairedComparison.Of(
            scores.Models[a].Name,
            scores.Models[b].Name,
            test with
            {
                Difference = Noted(test.Difference, epochs),
            }
        ) with
        {
            LeftOut = scores.Samples.Length - rows.Length,
            AttritionBounds = AttritionBounds.Of(scores, matrices[a], matrices[b]),
            Epochs = epochs,
            DesignEffect = groups.IsTrivial ? null : DesignEffect.Of(Differences(first, second), groups.Of),
            OnlyFirstRight = table?.N10,
            OnlySecondRight = table?.N01,
            UnitDifferences = header.Compare.Correction == Correction.MaxT ? UnitDifferences(first, second) : null,
        };
    }

    public LeaderboardRow Explain(LeaderboardRow row, int model)
    {
        var matrix = matrices[model];
        int[] kept = matrix.AnsweredRows(Rows.All(scores));
        if (kept.Length == 0)
        {
            return row;
        }

        var epochs = EpochVariances.Of(scores, matrix, model, metric);
        var groups = clusters.Select(kept);
        return row with
        {
            Estimate = Noted(row.Estimate, epochs),
            Epochs = epochs,
            DesignEffect = groups.IsTrivial ? null : DesignEffect.Of(Values(matrix, kept), groups.Of),
        };
    }

    public (double? Worst, double? Best) Bounds(int model) => OutcomeBounds.Of(scores, model, metric);

    public ImmutableArray<LeaderboardRow> WithRanks(ImmutableArray<LeaderboardRow> rows, int[] order) =>
        RankStatistics.Add(
            rows,
            order,
            Replicator.Replicate(
                [.. Enumerable.Range(0, scores.Models.Length)],
                Rows.All(scores),
                clusters,
                Resamples,
                Seed
            ),
            HigherIsBetter
        );

    /// <summary>Paired differences summed by independent unit; null where a sample lacks a response of one of the two.</summary>
    private double[]? UnitDifferences(double[] first, double[] second) =>
        first.Length < scores.Samples.Length ? null : Clusters.Sums(Differences(first, second), clusters.Of);

    private static Estimate Noted(Estimate estimate, RepeatedEpochs? epochs)
    {
        string?[] notes = [estimate.Note, EpochVariances.Sentence(epochs)];
        string said = string.Join("; ", notes.OfType<string>());
        return estimate with { Note = said.Length == 0 ? null : said };
    }

    private static double[] Values(SampleMatrix matrix, int[] rows) => [.. rows.Select(matrix.Mean)];

    private static double[] Differences(double[] first, double[] second)
    {
        double[] differences = new double[first.Length];
        for (int i = 0; i < first.Length; i++)
        {
            differences[i] = first[i] - second[i];
        }

        return differences;
    }
}
