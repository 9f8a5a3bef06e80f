using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions;
using EvalHarness.Reports.Records;

namespace EvalHarness.Reports.Exports;

/// <summary>Two models compared by one metric.</summary>
/// <param name="Task">The task.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Level">Level of the interval.</param>
/// <param name="Pair">The two, as <c>--json</c> has them.</param>
internal sealed record PairRow(TaskComparison Task, MetricComparison Metric, double Level, PairRecord Pair)
{
    public static IEnumerable<PairRow> Of(Evaluation evaluation) =>
        from task in evaluation.Comparison.Tasks
        from metric in task.Metrics
        from pair in metric.Pairs
        select new PairRow(task, metric, pair.Difference.Level, PairRecord.Of(pair));
}

/// <summary>The columns of the table of pairs.</summary>
internal static class ComparisonColumns
{
    public static ImmutableArray<ExportColumn<PairRow>> Of(Evaluation evaluation) =>
        [
            Columns<PairRow>.Text("suite", _ => evaluation.Scores.Header.Suite),
            Columns<PairRow>.Text("run", _ => evaluation.Scores.Header.Id),
            Columns<PairRow>.Text("task", row => row.Task.Task),
            Columns<PairRow>.Text("metric", row => row.Metric.Metric),
            Columns<PairRow>.Text("model", row => row.Pair.Model),
            Columns<PairRow>.Text("against", row => row.Pair.Against),
            Columns<PairRow>.Number("difference", row => row.Pair.Difference),
            Columns<PairRow>.Number("standard_error", row => row.Pair.StandardError),
            Columns<PairRow>.Number("low", row => row.Pair.Low),
            Columns<PairRow>.Number("high", row => row.Pair.High),
            Columns<PairRow>.Number("level", row => row.Level),
            Columns<PairRow>.Whole("n", row => row.Pair.N),
            Columns<PairRow>.Whole("clusters", row => row.Pair.Clusters),
            Columns<PairRow>.Number("effective_clusters", row => row.Pair.EffectiveClusters),
            Columns<PairRow>.Number("p_value", row => row.Pair.PValue),
            Columns<PairRow>.Number("adjusted_p_value", row => row.Pair.AdjustedPValue),
            Columns<PairRow>.Flag("in_family", row => row.Pair.InFamily),
            Columns<PairRow>.Text("verdict", row => Word(row.Pair.Verdict)),
            Columns<PairRow>.Number("margin", row => row.Metric.Margin),
            Columns<PairRow>.Flag("not_worse", row => row.Pair.NotWorse),
            Columns<PairRow>.Flag("not_better", row => row.Pair.NotBetter),
            Columns<PairRow>.Text("test", row => row.Pair.Test),
            Columns<PairRow>.Number("statistic", row => row.Pair.Statistic),
            Columns<PairRow>.Number("degrees_of_freedom", row => row.Pair.DegreesOfFreedom),
            Columns<PairRow>.Whole("only_first_right", row => row.Pair.OnlyFirstRight),
            Columns<PairRow>.Whole("only_second_right", row => row.Pair.OnlySecondRight),
            Columns<PairRow>.Number("minimal_detectable", row => row.Pair.MinimalDetectable),
            Columns<PairRow>.Whole("samples_needed", row => row.Pair.SamplesNeeded),
            Columns<PairRow>.Number("attrition_low", row => row.Pair.AttritionLow),
            Columns<PairRow>.Number("attrition_high", row => row.Pair.AttritionHigh),
            Columns<PairRow>.Text("method", row => row.Pair.Method),
            Columns<PairRow>.Text("note", row => row.Pair.Note),
            Columns<PairRow>.Text("reason", row => row.Pair.Reason),
        ];

    private static string Word(PairVerdict verdict) => JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.ToString());
}
