using EvalHarness.Core;
using EvalHarness.Scoring;

namespace EvalHarness.Logs;

/// <summary>How right each cell is, in per cent, so that samples can be marked, filtered and ranked.</summary>
public sealed class CellMarks
{
    /// <summary>What stands for a cell without a mark: failed, not run, or a metric that says nothing of it.</summary>
    public const int None = -1;

    private CellMarks(int[][] cells, bool isBinary, string basis) =>
        (Cells, IsBinary, Basis) = (cells, isBinary, basis);

    /// <summary>Marks from 0 to 100, by model and cell; <see cref="None"/> where a cell has none.</summary>
    public IReadOnlyList<int[]> Cells { get; }

    /// <summary>Whether each mark is 0 or 100.</summary>
    public bool IsBinary { get; }

    /// <summary>What the marks rest on, in words.</summary>
    public string Basis { get; }

    /// <summary>Marks of a task: by its first right-or-wrong metric, else by its first mean, else by equality with a target.</summary>
    /// <param name="scores">The scores of the task.</param>
    public static CellMarks Of(TaskScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        int binary = Find(scores, metric => metric.IsBinary);
        int mean = binary >= 0 ? binary : Find(scores, metric => metric.IsMean && metric.Range is (0, 1));
        return mean >= 0
            ? new CellMarks(
                [.. Enumerable.Range(0, scores.Cells.Length).Select(model => ByMetric(scores, model, mean))],
                binary >= 0,
                scores.Metrics[mean].Name
            )
            : new CellMarks([.. scores.Cells.Select(cells => ByTarget(scores, cells))], true, "equality with a target");
    }

    private static int Find(TaskScores scores, Func<IMetric, bool> wanted)
    {
        for (int i = 0; i < scores.Metrics.Length; i++)
        {
            if (wanted(scores.Metrics[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static int[] ByMetric(TaskScores scores, int model, int metric)
    {
        int[] marks = new int[scores.Cells[model].Outcomes.Length];
        for (int cell = 0; cell < marks.Length; cell++)
        {
            marks[cell] = CellValues.Of(scores, model, metric, cell) is { } known
                ? (int)Math.Round(Math.Clamp(known, 0, 1) * 100)
                : None;
        }

        return marks;
    }

    private static int[] ByTarget(TaskScores scores, ModelCells cells)
    {
        int[] marks = new int[cells.Outcomes.Length];
        for (int cell = 0; cell < marks.Length; cell++)
        {
            var targets = scores.Samples[cell / scores.Task.Epochs].Targets;
            marks[cell] =
                cells.Outcomes[cell].IsMissing() || targets.IsEmpty ? None
                : cells.Answers[cell] is { } answer && targets.Contains(answer) ? 100
                : 0;
        }

        return marks;
    }
}
