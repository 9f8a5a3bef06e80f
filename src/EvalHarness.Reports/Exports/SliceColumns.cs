using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions;

namespace EvalHarness.Reports.Exports;

/// <summary>The score of one model on the samples that share a value of a field.</summary>
/// <param name="Task">The task.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Slice">The samples.</param>
/// <param name="Row">The model.</param>
internal sealed record SliceOf(TaskComparison Task, MetricComparison Metric, SliceComparison Slice, SliceRow Row)
{
    public static IEnumerable<SliceOf> All(Evaluation evaluation) =>
        from task in evaluation.Comparison.Tasks
        from metric in task.Metrics
        from slice in metric.Slices
        from row in slice.Rows
        select new SliceOf(task, metric, slice, row);
}

/// <summary>The columns of the table of scores by groups.</summary>
internal static class SliceColumns
{
    public static ImmutableArray<ExportColumn<SliceOf>> Of(Evaluation evaluation) =>
        [
            Columns<SliceOf>.Text("suite", _ => evaluation.Scores.Header.Suite),
            Columns<SliceOf>.Text("run", _ => evaluation.Scores.Header.Id),
            Columns<SliceOf>.Text("task", row => row.Task.Task),
            Columns<SliceOf>.Text("metric", row => row.Metric.Metric),
            Columns<SliceOf>.Text("field", row => row.Slice.Field),
            Columns<SliceOf>.Text("field_value", row => row.Slice.Value),
            Columns<SliceOf>.Text("model", row => row.Row.Model),
            .. Columns<SliceOf>.Estimated(row => row.Row.Estimate),
            Columns<SliceOf>.Whole("samples", row => row.Slice.Samples),
            Columns<SliceOf>.Whole("clusters", row => row.Slice.Clusters),
            .. Columns<SliceOf>.Made(row => row.Row.Estimate),
        ];
}
