using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>What single cells are worth by the metrics that are means of one number a sample.</summary>
public static class CellValues
{
    /// <summary>Positions of those metrics among the metrics of a task; others have no value for a single sample.</summary>
    /// <param name="scores">The scores of the task.</param>
    public static ImmutableArray<int> Means(TaskScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return [.. Enumerable.Range(0, scores.Metrics.Length).Where(metric => scores.Metrics[metric].IsMean)];
    }

    /// <summary>Name of a metric.</summary>
    /// <param name="scores">The scores of the task.</param>
    /// <param name="metric">Position of the metric.</param>
    public static string Name(TaskScores scores, int metric)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return scores.Metrics[metric].Name;
    }

    /// <summary>Value of a cell by a metric; null for cells that failed or were not run.</summary>
    /// <param name="scores">The scores of the task.</param>
    /// <param name="model">Position of the model.</param>
    /// <param name="metric">Position of the metric.</param>
    /// <param name="cell">The cell: <c>sample * epochs + epoch</c>.</param>
    public static double? Of(TaskScores scores, int model, int metric, int cell)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var cells = scores.Cells[model];
        int width = scores.Metrics[metric].Width;
        return cells.Outcomes[cell].IsMissing()
            ? null
            : scores.Metrics[metric].Value(cells.Statistics[metric].AsSpan(cell * width, width));
    }
}
