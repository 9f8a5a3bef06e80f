using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Tables;

/// <summary>The leaderboard of one metric in numbers.</summary>
internal static class LeaderboardTable
{
    public static ReportTable Of(MetricView view)
    {
        var metric = view.Metric;
        return new ReportTable(
            $"leaderboard-{metric.Metric}",
            $"Leaderboard by {Names.Metric(metric.Metric)}",
            [
                new("rank", "rank", true),
                new("model", "model"),
                new("kind", "kind"),
                new("value", view.Title, true),
                new("low", "low", true),
                new("high", "high", true),
                new("n", "n", true),
                new("clusters", "clusters", true),
                new("worst_case", "unusable all wrong", true),
                new("best_case", "unusable all right", true),
                new("best_rank", "best rank", true),
                new("worst_rank", "worst rank", true),
                new("probability_best", "chance to be best", true),
                new("method", "method"),
                new("note", "note"),
            ],
            [.. metric.Leaderboard.Select(row => Row(view, row))]
        );
    }

    private static ImmutableArray<Cell> Row(MetricView view, LeaderboardRow row)
    {
        var estimate = row.Estimate;
        var kind = view.Task.Summary(row.Model)?.Kind;
        return
        [
            Cell.Of(row.Rank),
            row.Model,
            kind is { } known ? Names.Kind(known) : "",
            Cell.Of(estimate.Value, Show.Value(estimate, view.Metric.IsShare, view.Decimals)),
            Scaled(view, row, estimate.Low),
            Scaled(view, row, estimate.High),
            Cell.Of(estimate.N),
            Cell.Of(estimate.Clusters),
            Scaled(view, row, row.WorstCase),
            Scaled(view, row, row.BestCase),
            Cell.Of(row.RankInterval?.Best),
            Cell.Of(row.RankInterval?.Worst),
            Cell.Of(row.ProbabilityBest, row.ProbabilityBest is { } p ? Show.Percent(p) : Show.Undefined),
            estimate.Method,
            estimate.Note ?? "",
        ];
    }

    private static Cell Scaled(MetricView view, LeaderboardRow row, double? value) =>
        value is { } number
            ? Cell.Of(number, Show.Number(number * view.Scale, Digits.Of(row.Estimate, view.Scale, view.Decimals)))
            : Cell.None;
}
