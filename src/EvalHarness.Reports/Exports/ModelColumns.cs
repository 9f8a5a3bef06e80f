using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Comparisons.Results;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Exports;

/// <summary>What one model did in one task, apart from how well.</summary>
/// <param name="Task">The task.</param>
/// <param name="Model">The model.</param>
internal sealed record ModelRow(TaskComparison Task, ModelSummary Model)
{
    public static IEnumerable<ModelRow> Of(Evaluation evaluation) =>
        from task in evaluation.Comparison.Tasks
        from model in task.Models
        select new ModelRow(task, model);
}

/// <summary>The columns of the table of models.</summary>
internal static class ModelColumns
{
    public static ImmutableArray<ExportColumn<ModelRow>> Of(Evaluation evaluation) =>
        [
            Columns<ModelRow>.Text("suite", _ => evaluation.Scores.Header.Suite),
            Columns<ModelRow>.Text("run", _ => evaluation.Scores.Header.Id),
            Columns<ModelRow>.Text("task", row => row.Task.Task),
            Columns<ModelRow>.Text("model", row => row.Model.Model),
            Columns<ModelRow>.Text(
                "kind",
                row => JsonNamingPolicy.SnakeCaseLower.ConvertName(row.Model.Kind.ToString())
            ),
            Columns<ModelRow>.Text("protocol", row => row.Model.Protocol),
            Columns<ModelRow>.Flag("is_protocol_unknown", row => row.Model.IsProtocolUnknown),
            .. Enum.GetValues<Outcome>()
                .Select(outcome =>
                    Columns<ModelRow>.Whole(OutcomeWords.Word(outcome), row => row.Model.Outcomes[outcome])
                ),
            Columns<ModelRow>.Money("cost_usd", row => row.Model.CostUsd),
            Columns<ModelRow>.Money("cost_per_1000_usd", row => row.Model.CostPer1000Usd),
            Columns<ModelRow>.Money("judging_per_1000_usd", row => row.Model.JudgingPer1000Usd),
            Columns<ModelRow>.Text("cost_basis", row => row.Model.CostBasis),
            Columns<ModelRow>.Whole("input_tokens", row => row.Model.Usage?.Input),
            Columns<ModelRow>.Whole("cached_input_tokens", row => Told.Part(row.Model.Usage?.CachedInput)),
            Columns<ModelRow>.Whole("cache_write_tokens", row => Told.Part(row.Model.Usage?.CacheWrite)),
            Columns<ModelRow>.Whole("output_tokens", row => row.Model.Usage?.Output),
            Columns<ModelRow>.Whole("reasoning_tokens", row => Told.Part(row.Model.Usage?.Reasoning)),
            Columns<ModelRow>.Number("latency_p50_seconds", row => row.Model.LatencyP50?.TotalSeconds),
            Columns<ModelRow>.Number("latency_p95_seconds", row => row.Model.LatencyP95?.TotalSeconds),
            Columns<ModelRow>.Whole("in_flight", row => row.Model.InFlight),
        ];
}
