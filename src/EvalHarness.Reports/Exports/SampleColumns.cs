using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Exports;

/// <summary>One answer: a sample, a model and a repeat.</summary>
/// <param name="Task">Its task.</param>
/// <param name="Answer">What came back.</param>
internal sealed record SampleRow(ExportTask Task, ExportedAnswer Answer)
{
    public Sample Sample => Task.Scores.Samples[Answer.Sample];

    public ModelCells Cells => Task.Scores.Cells[Answer.Model];

    public Usage? Usage => Cells.Usage[Answer.Cell];
}

/// <summary>The columns of the table of answers.</summary>
internal static class SampleColumns
{
    private const string Slice = "slice_";

    /// <summary>The columns; those of texts are not there where texts may not be shown.</summary>
    public static ImmutableArray<ExportColumn<SampleRow>> Of(Evaluation evaluation, IEnumerable<ExportTask> tasks) =>
        [
            .. Identity(evaluation),
            .. tasks
                .SelectMany(task => task.Scores.Task.SliceFields)
                .Distinct(StringComparer.Ordinal)
                .Select(field =>
                    Columns<SampleRow>.Text(Slice + field, row => row.Sample.Slices.GetValueOrDefault(field))
                ),
            .. Outcomes(),
            .. evaluation.HasTexts ? Texts() : [],
            .. Consumption(),
            .. Origin(),
        ];

    private static ImmutableArray<ExportColumn<SampleRow>> Identity(Evaluation evaluation) =>
        [
            Columns<SampleRow>.Text("suite", _ => evaluation.Scores.Header.Suite),
            Columns<SampleRow>.Text("run", _ => evaluation.Scores.Header.Id),
            Columns<SampleRow>.Text("task", row => row.Task.Name),
            Columns<SampleRow>.Text("model", row => row.Task.Scores.Models[row.Answer.Model].Name),
            Columns<SampleRow>.Text("sample", row => row.Sample.Id),
            Columns<SampleRow>.Whole("epoch", row => row.Answer.Epoch),
            Columns<SampleRow>.Text("cluster", row => row.Sample.Cluster),
        ];

    private static ImmutableArray<ExportColumn<SampleRow>> Outcomes() =>
        [
            Columns<SampleRow>.Text("outcome", row => OutcomeWords.Word(row.Cells.Outcomes[row.Answer.Cell])),
            Columns<SampleRow>.Text("failure", row => row.Cells.Failures[row.Answer.Cell]?.Kind),
            Columns<SampleRow>.Whole("failure_status", row => row.Cells.Failures[row.Answer.Cell]?.Status),
            Columns<SampleRow>.Number("confidence", row => row.Cells.Confidence[row.Answer.Cell]),
        ];

    private static ImmutableArray<ExportColumn<SampleRow>> Texts() =>
        [
            Columns<SampleRow>.Text("prompt", row => PromptText.Whole(row.Answer.Prompt)),
            Columns<SampleRow>.Text("target", row => Target(row.Sample.Targets)),
            Columns<SampleRow>.Text("response", row => row.Answer.Response?.Text),
            Columns<SampleRow>.Text("reasoning", row => row.Answer.Response?.Reasoning),
            Columns<SampleRow>.Text("tool_calls", row => PromptText.Calls(row.Answer.Response)),
            Columns<SampleRow>.Text("answer", row => row.Cells.Answers[row.Answer.Cell]),
        ];

    private static ImmutableArray<ExportColumn<SampleRow>> Consumption() =>
        [
            Columns<SampleRow>.Money(
                "cost_usd",
                row => CellCosts.Of(row.Task.Scores, row.Answer.Model, row.Answer.Cell)
            ),
            Columns<SampleRow>.Number("seconds", row => row.Cells.LatencySeconds[row.Answer.Cell]),
            Columns<SampleRow>.Number(
                "first_token_seconds",
                row => row.Answer.Response?.Stream?.FirstToken.TotalSeconds
            ),
            Columns<SampleRow>.Whole("input_tokens", row => row.Usage?.Input),
            Columns<SampleRow>.Whole("cached_input_tokens", row => Told.Part(row.Usage?.CachedInput)),
            Columns<SampleRow>.Whole("cache_write_tokens", row => Told.Part(row.Usage?.CacheWrite)),
            Columns<SampleRow>.Whole("output_tokens", row => row.Usage?.Output),
            Columns<SampleRow>.Whole("reasoning_tokens", row => Told.Part(row.Usage?.Reasoning)),
            Columns<SampleRow>.Whole("attempts", row => row.Cells.Attempts[row.Answer.Cell]),
        ];

    private static ImmutableArray<ExportColumn<SampleRow>> Origin() =>
        [
            Columns<SampleRow>.Text("finish_reason", row => row.Answer.Response?.FinishReason),
            Columns<SampleRow>.Text("model_version", row => row.Answer.Response?.ModelVersion),
            Columns<SampleRow>.Time("answered_at", row => row.Answer.Response?.AnsweredAt ?? row.Answer.Response?.At),
            Columns<SampleRow>.Text("request", row => row.Answer.Response?.RequestId),
            Columns<SampleRow>.Text("content_hash", row => row.Sample.ContentHash),
        ];

    /// <summary>One right answer as it is, several as a JSON list.</summary>
    private static string? Target(ImmutableArray<string> targets) =>
        targets switch
        {
            [] => null,
            [var only] => only,
            _ => JsonSerializer.Serialize(targets.ToArray(), JsonTexts.Options),
        };
}
