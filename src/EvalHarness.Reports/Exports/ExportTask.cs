using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Exports;

/// <summary>A task that a run measured, as it is exported.</summary>
internal sealed class ExportTask
{
    private ExportTask(TaskScores scores, TaskComparison compared)
    {
        (Scores, Compared) = (scores, compared);
        Marks = CellMarks.Of(scores);
        Metrics =
        [
            .. compared.Metrics.Select(metric => new ExportMetric(
                scores.PlaceOf(metric.Metric) is >= 0 and var place
                    ? scores.Metrics[place]
                    : scores.WeightedMetrics[scores.PlaceOfWeighted(metric.Metric)],
                scores.PlaceOf(metric.Metric),
                metric
            )),
        ];
    }

    /// <summary>Name of the task.</summary>
    public string Name => Scores.Task.Name;

    /// <summary>Its scores.</summary>
    public TaskScores Scores { get; }

    /// <summary>What they say.</summary>
    public TaskComparison Compared { get; }

    /// <summary>How right each cell is.</summary>
    public CellMarks Marks { get; }

    /// <summary>Its metrics, in the order of the suite.</summary>
    public ImmutableArray<ExportMetric> Metrics { get; }

    /// <summary>Those with a value a sample.</summary>
    public IEnumerable<ExportMetric> ValuedMetrics => Metrics.Where(metric => metric.HasValues);

    /// <summary>The tasks that a run measured, in the order of the suite; those of published scores alone are none.</summary>
    public static ImmutableArray<ExportTask> Of(Evaluation evaluation)
    {
        var compared = evaluation.Comparison.Tasks.ToLookup(task => task.Task, StringComparer.Ordinal);
        return
        [
            .. evaluation
                .Scores.Tasks.Where(scores => compared[scores.Task.Name].Any())
                .Select(scores => new ExportTask(scores, compared[scores.Task.Name].First())),
        ];
    }

    /// <summary>Number of cells of a model with an outcome.</summary>
    public long Count(int model, Func<Outcome, bool> wanted) => Scores.Cells[model].Outcomes.LongCount(wanted);

    /// <summary>Whether the answer of a cell is right; null where nothing says so.</summary>
    /// <param name="metric">The metric asked first; null asks the marks alone.</param>
    /// <param name="model">Position of the model.</param>
    /// <param name="cell">The cell.</param>
    public bool? IsRight(ExportMetric? metric, int model, int cell) =>
        metric?.Value(Scores, model, cell) is { } value && metric.IsRight(value) is { } told ? told
        : Marks.Cells[model][cell] is var mark && mark == CellMarks.None ? null
        : mark == 100;
}
