using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Tables;

/// <summary>What models gained and lost over the tasks, in numbers: a row a model and task.</summary>
internal static class TaskChangesTable
{
    /// <summary>Its table, the largest loss of each model first.</summary>
    public static ReportTable Of(ImmutableArray<TaskChanges> all) =>
        new(
            "gained-and-lost",
            "Gained and lost",
            [
                new("model", "model"),
                new("against", "against"),
                new("task", "task"),
                new("metric", "metric"),
                new("base", "base", true),
                new("score", "score", true),
                new("difference", "difference", true),
                new("low", "low", true),
                new("high", "high", true),
                new("adjusted_p", "p, corrected", true),
                new("verdict", "verdict"),
                new("note", "note"),
            ],
            [.. from changes in all from task in changes.Tasks.OrderBy(Gain) select Row(changes, task)]
        );

    private static double Gain(TaskChange task) =>
        (task.Metric.HigherIsBetter ? 1 : -1) * (task.Pair.Difference.Value ?? 0);

    private static ImmutableArray<Cell> Row(TaskChanges changes, TaskChange task)
    {
        bool isShare = task.Metric.IsShare;
        double scale = isShare ? 100 : 1;
        var difference = task.Pair.Difference;
        int decimals = Show.Decimals(difference, isShare);
        return
        [
            changes.Model,
            changes.Base,
            task.Task,
            Names.Metric(task.Metric.Metric) + (isShare ? ", %" : ""),
            Score(changes.Base),
            Score(changes.Model),
            Cell.Of(difference.Value, Show.Difference(difference, isShare)),
            Cell.Of(difference.Low, scale, decimals),
            Cell.Of(difference.High, scale, decimals),
            Cell.Of(task.Pair.AdjustedPValue, Show.P(task.Pair.AdjustedPValue)),
            Names.Verdict(task.Pair.Verdict),
            PairText.Note(task.Pair) ?? "",
        ];

        Cell Score(string model) =>
            task.Metric.Leaderboard.FirstOrDefault(row => row.Model == model) is { } row
                ? Cell.Of(row.Estimate.Value, scale, Show.Decimals(row.Estimate, isShare))
                : Cell.None;
    }
}
