using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Tables;

/// <summary>The first metric of each task in numbers: a row a task and model.</summary>
internal static class OverviewTable
{
    public static ReportTable Of(ReportView report) =>
        new(
            "overview",
            "First metric of each task",
            [
                new("task", "task"),
                new("metric", "metric"),
                new("model", "model"),
                new("value", "value", true),
                new("low", "low", true),
                new("high", "high", true),
            ],
            [
                .. report.Tasks.SelectMany(task =>
                    task.Task.Headline.Leaderboard.Select(row => Row(task.Metrics[0], task.Task.Task, row))
                ),
            ]
        );

    private static ImmutableArray<Cell> Row(MetricView view, string task, LeaderboardRow row)
    {
        int decimals = Digits.Of(row.Estimate, view.Scale, view.Decimals);
        return
        [
            task,
            view.Metric.Metric,
            row.Model,
            Cell.Of(row.Estimate.Value, view.Scale, decimals),
            Cell.Of(row.Estimate.Low, view.Scale, decimals),
            Cell.Of(row.Estimate.High, view.Scale, decimals),
        ];
    }
}
