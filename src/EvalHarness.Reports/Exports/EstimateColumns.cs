using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions;

namespace EvalHarness.Reports.Exports;

/// <summary>The score of one model by one metric.</summary>
/// <param name="Task">The task.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Row">The model's place in the leaderboard.</param>
internal sealed record EstimateRow(TaskComparison Task, MetricComparison Metric, LeaderboardRow Row)
{
    public static IEnumerable<EstimateRow> Of(Evaluation evaluation) =>
        from task in evaluation.Comparison.Tasks
        from metric in task.Metrics
        from row in metric.Leaderboard
        select new EstimateRow(task, metric, row);
}

/// <summary>The columns of the table of scores over all samples.</summary>
internal static class EstimateColumns
{
    public static ImmutableArray<ExportColumn<EstimateRow>> Of(Evaluation evaluation) =>
        [
            Columns<EstimateRow>.Text("suite", _ => evaluation.Scores.Header.Suite),
            Columns<EstimateRow>.Text("run", _ => evaluation.Scores.Header.Id),
            Columns<EstimateRow>.Text("task", row => row.Task.Task),
            Columns<EstimateRow>.Text("metric", row => row.Metric.Metric),
            Columns<EstimateRow>.Text("model", row => row.Row.Model),
            .. Columns<EstimateRow>.Estimated(row => row.Row.Estimate),
            Columns<EstimateRow>.Whole("clusters", row => row.Row.Estimate.Clusters),
            Columns<EstimateRow>.Number("effective_clusters", row => row.Row.Estimate.EffectiveClusters),
            .. Columns<EstimateRow>.Made(row => row.Row.Estimate),
            Columns<EstimateRow>.Whole("rank", row => row.Row.Rank),
            Columns<EstimateRow>.Whole("best_rank", row => row.Row.RankInterval?.Best),
            Columns<EstimateRow>.Whole("worst_rank", row => row.Row.RankInterval?.Worst),
            Columns<EstimateRow>.Number("probability_best", row => row.Row.ProbabilityBest),
            Columns<EstimateRow>.Number("worst_case", row => row.Row.WorstCase),
            Columns<EstimateRow>.Number("best_case", row => row.Row.BestCase),
            Columns<EstimateRow>.Flag("higher_is_better", row => row.Metric.HigherIsBetter),
            Columns<EstimateRow>.Flag("is_share", row => row.Metric.IsShare),
            Columns<EstimateRow>.Flag("is_published", row => row.Row.Published is not null),
            Columns<EstimateRow>.Whole("samples", row => row.Task.Samples),
            Columns<EstimateRow>.Whole("epochs", row => row.Task.Epochs),
            Columns<EstimateRow>.Text("cluster_field", row => row.Task.ClusterField),
        ];
}
