using System.Collections.Immutable;
using EvalHarness.Conclusions;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Exports;

/// <summary>What one answer is worth by one metric.</summary>
/// <param name="Task">The task.</param>
/// <param name="Sample">Position of the sample.</param>
/// <param name="Model">Position of the model.</param>
/// <param name="Epoch">Repeat, from 0.</param>
/// <param name="Metric">The metric.</param>
internal sealed record ScoreRow(ExportTask Task, int Sample, int Model, int Epoch, ExportMetric Metric)
{
    public int Cell => (Sample * Task.Scores.Task.Epochs) + Epoch;
}

/// <summary>The columns of the table of scores: only metrics that are means have a score a sample.</summary>
internal static class ScoreColumns
{
    public static ImmutableArray<ExportColumn<ScoreRow>> Of(Evaluation evaluation) =>
        [
            Columns<ScoreRow>.Text("suite", _ => evaluation.Scores.Header.Suite),
            Columns<ScoreRow>.Text("run", _ => evaluation.Scores.Header.Id),
            Columns<ScoreRow>.Text("task", row => row.Task.Name),
            Columns<ScoreRow>.Text("model", row => row.Task.Scores.Models[row.Model].Name),
            Columns<ScoreRow>.Text("sample", row => row.Task.Scores.Samples[row.Sample].Id),
            Columns<ScoreRow>.Whole("epoch", row => row.Epoch),
            Columns<ScoreRow>.Text("metric", row => row.Metric.Name),
            Columns<ScoreRow>.Text(
                "outcome",
                row => OutcomeWords.Word(row.Task.Scores.Cells[row.Model].Outcomes[row.Cell])
            ),
            Columns<ScoreRow>.Number("score", row => row.Metric.Value(row.Task.Scores, row.Model, row.Cell)),
        ];
}
