using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Tables;

/// <summary>What became of every request, and what it cost in money, tokens and time.</summary>
internal static class ModelsTable
{
    /// <summary>Outcomes in the order of the report.</summary>
    public static ImmutableArray<Outcome> Outcomes { get; } =
    [
        Outcome.Answered,
        Outcome.Unparsable,
        Outcome.Empty,
        Outcome.Truncated,
        Outcome.Refused,
        Outcome.Filtered,
        Outcome.Failed,
        Outcome.NotRun,
    ];

    /// <summary>Outcome counts of each model.</summary>
    public static ReportTable OutcomesOf(TaskView view) =>
        new(
            "outcomes",
            "What became of every request",
            [
                new("model", "model"),
                new("planned", "requests", true),
                .. Outcomes.Select(o => new Column(Names.Outcome(o).Replace(' ', '_'), Names.Outcome(o), true)),
                new("retried", "retried", true),
                .. Optional(view, model => !model.Failures.IsEmpty, new Column("failed_by", "failed by")),
                new("protocol", "asked how"),
            ],
            [
                .. view.Task.Models.Select(model =>
                    (ImmutableArray<Cell>)
                        [
                            model.Model,
                            Cell.Of(model.Completeness.Asked),
                            .. Outcomes.Select(o => Cell.Of(model.Outcomes.GetValueOrDefault(o))),
                            Cell.Of(model.Retried),
                            .. Optional<Cell>(view, one => !one.Failures.IsEmpty, RemarkText.Failures(model)),
                            model.Protocol,
                        ]
                ),
            ]
        );

    /// <summary>Money, tokens and latency of each model.</summary>
    public static ReportTable CostsOf(TaskView view) =>
        new ReportTable(
            "costs",
            "Money, tokens and time",
            [
                new("model", "model"),
                new("usd_per_1000", "$ per 1,000 answers", true),
                .. Optional(view, HasJudging, new Column("judging_usd_per_1000", "$ for judging 1,000", true)),
                new("usd_per_1000_right", "$ per 1,000 right", true),
                new("usd", "$ for the run", true),
                new("input_tokens", "input tokens", true),
                .. Optional(view, HasCached, new Column("cached_input_tokens", "of these cached", true)),
                .. Optional(view, HasWritten, new Column("cache_write_tokens", "written to a cache", true)),
                new("output_tokens", "output tokens", true),
                .. Optional(view, HasReasoning, new Column("reasoning_tokens", "of these reasoning", true)),
                .. Optional(view, HasBatch, new Column("batch_answers", "answers at batch price", true)),
                new("p50_seconds", "p50", true),
                new("p50_low_seconds", "p50 from", true),
                new("p50_high_seconds", "p50 to", true),
                new("p95_seconds", "p95", true),
                new("p95_low_seconds", "p95 from", true),
                new("p95_high_seconds", "p95 to", true),
                new("in_flight", "in flight", true),
                new("basis", "basis of the cost"),
            ],
            [.. view.Task.Models.Select(model => CostRow(view, model))]
        ).WithMoney("usd_per_1000", "judging_usd_per_1000", "usd_per_1000_right", "usd");

    /// <summary>A cell or column that is there only where a model of the task has something to put into it.</summary>
    private static T[] Optional<T>(TaskView view, Func<ModelSummary, bool> has, T one) =>
        view.Task.Models.Any(has) ? [one] : [];

    private static bool HasCached(ModelSummary model) => model.Usage?.CachedInput > 0;

    private static bool HasWritten(ModelSummary model) => model.Usage?.CacheWrite > 0;

    private static bool HasReasoning(ModelSummary model) => model.Usage?.Reasoning > 0;

    private static bool HasJudging(ModelSummary model) => model.JudgingPer1000Usd is not 0;

    private static bool HasBatch(ModelSummary model) => model.BatchAnswers > 0;

    private static ImmutableArray<Cell> CostRow(TaskView view, ModelSummary model) =>
        [
            model.Model,
            Cell.Of(model.CostPer1000Usd),
            .. Optional(view, HasJudging, Cell.Of(model.JudgingPer1000Usd)),
            Cell.Of(model.CostPer1000CorrectUsd),
            Cell.Of(model.CostUsd),
            Cell.Of(model.Usage?.Input),
            .. Optional(view, HasCached, Cell.Of(model.Usage?.CachedInput)),
            .. Optional(view, HasWritten, Cell.Of(model.Usage?.CacheWrite)),
            Cell.Of(model.Usage?.Output),
            .. Optional(view, HasReasoning, Cell.Of(model.Usage?.Reasoning)),
            .. Optional(view, HasBatch, Cell.Of(model.BatchAnswers)),
            Cell.Of(model.LatencyP50?.TotalSeconds, Quantities.Time(model.LatencyP50)),
            Seconds(model.MedianLatency?.Low),
            Seconds(model.MedianLatency?.High),
            Cell.Of(model.LatencyP95?.TotalSeconds, Quantities.Time(model.LatencyP95)),
            Seconds(model.SlowLatency?.Low),
            Seconds(model.SlowLatency?.High),
            Cell.Of(model.InFlight),
            model.CostBasis,
        ];

    private static Cell Seconds(double? seconds) =>
        Cell.Of(seconds, Quantities.Time(seconds is { } known ? TimeSpan.FromSeconds(known) : null));
}
