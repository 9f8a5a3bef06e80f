using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Joins;

/// <summary>Takes some samples out of a task's columns, in an order of the caller's.</summary>
internal static class Cut
{
    /// <summary>A task with some of its samples alone.</summary>
    public static TaskScores Rows(TaskScores scores, int[] rows) =>
        new()
        {
            Task = scores.Task with { Samples = rows.Length },
            Samples = [.. rows.Select(row => scores.Samples[row])],
            Models = scores.Models,
            Metrics = scores.Metrics,
            WeightedMetrics = scores.WeightedMetrics,
            MetricNames = scores.MetricNames,
            Cells = [.. scores.Cells.Select(cells => Rows(scores, cells, rows))],
        };

    /// <summary>The cells of one model for some samples.</summary>
    public static ModelCells Rows(TaskScores scores, ModelCells cells, int[] rows)
    {
        int epochs = scores.Task.Epochs;
        T[] Pick<T>(T[] column, int width)
        {
            int size = epochs * width;
            var picked = new T[rows.Length * size];
            for (int i = 0; i < rows.Length; i++)
            {
                Array.Copy(column, rows[i] * size, picked, i * size, size);
            }

            return picked;
        }

        return new ModelCells
        {
            Outcomes = Pick(cells.Outcomes, 1),
            Answers = Pick(cells.Answers, 1),
            Statistics = [.. cells.Statistics.Select((matrix, i) => Pick(matrix, scores.Metrics[i].Width))],
            Columns = [.. cells.Columns.Select((matrix, i) => Pick(matrix, scores.WeightedMetrics[i].Columns))],
            CostUsd = Pick(cells.CostUsd, 1),
            LatencySeconds = Pick(cells.LatencySeconds, 1),
            Usage = Pick(cells.Usage, 1),
            Confidence = Pick(cells.Confidence, 1),
            Attempts = Pick(cells.Attempts, 1),
        };
    }
}
