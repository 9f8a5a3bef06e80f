using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;

namespace EvalHarness.Reports.Records;

/// <summary>The models by one metric of one task.</summary>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Reference">Model that the others are measured against; null when there is only one.</param>
/// <param name="Margin">Smallest difference that matters, in the metric's unit.</param>
/// <param name="Method">How the intervals were made, in one sentence.</param>
/// <param name="Leaderboard">The models, best first.</param>
/// <param name="Pairs">Every pair of models, the better-ranked one first.</param>
/// <param name="Ties">Runs of neighbours in the leaderboard that cannot be told apart, by name.</param>
/// <param name="Slices">Scores by the values of the slice fields.</param>
/// <param name="SliceGaps">How far each model falls behind its own score where it is worst, field by field.</param>
internal sealed record MetricRecord(
    string Metric,
    string? Reference,
    double Margin,
    string Method,
    ImmutableArray<LeaderboardRecord> Leaderboard,
    ImmutableArray<PairRecord> Pairs,
    ImmutableArray<ImmutableArray<string>> Ties,
    ImmutableArray<SliceRecord> Slices,
    ImmutableArray<SliceGapRecord> SliceGaps
)
{
    /// <summary>The record of a metric's comparison.</summary>
    public static MetricRecord Of(TaskComparison task, MetricComparison metric) =>
        new(
            metric.Metric,
            metric.Reference,
            metric.Margin,
            MethodText.Estimates(task, metric),
            [.. metric.Leaderboard.Select(LeaderboardRecord.Of)],
            [.. metric.Pairs.Select(PairRecord.Of)],
            [.. metric.TieGroups.Select(group => Names(metric, group))],
            [.. metric.Slices.Select(SliceRecord.Of)],
            [.. metric.SliceGaps.Select(SliceGapRecord.Of)]
        );

    private static ImmutableArray<string> Names(MetricComparison metric, TieGroup group) =>
        [.. metric.Leaderboard[group.First..(group.Last + 1)].Select(row => row.Model)];
}

/// <summary>Scores in one slice.</summary>
/// <param name="Field">Field that slices the samples.</param>
/// <param name="Value">Its value.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="Rows">The models in it.</param>
internal sealed record SliceRecord(string Field, string Value, int Samples, ImmutableArray<SliceScore> Rows)
{
    /// <summary>The record of a slice.</summary>
    public static SliceRecord Of(SliceComparison slice) =>
        new(
            slice.Field,
            slice.Value,
            slice.Samples,
            [
                .. slice.Rows.Select(row => new SliceScore(
                    row.Model,
                    row.Estimate.Value,
                    row.Estimate.Low,
                    row.Estimate.High
                )),
            ]
        );
}

/// <summary>One model's score in a slice.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Value">Its score; null when undefined.</param>
/// <param name="Low">Lower limit of its interval; null where there is none.</param>
/// <param name="High">Upper limit of its interval; null where there is none.</param>
internal sealed record SliceScore(string Model, double? Value, double? Low, double? High);
