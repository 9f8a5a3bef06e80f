using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Imports.Readers;

/// <summary>An instance of Every Eval Ever: what 0.2 writes as a text, 0.3 writes as a list.</summary>
internal sealed class EveryEvalEverRow
{
    private readonly JsonElement row;
    private readonly Location at;

    /// <summary>One line.</summary>
    /// <param name="row">The line.</param>
    /// <param name="at">Where it stands.</param>
    /// <exception cref="DocumentException">It names no sample, or is of an unknown version.</exception>
    public EveryEvalEverRow(JsonElement row, Location at)
    {
        (this.row, this.at) = (row, at);
        Id =
            row.Text("sample_id")
            ?? throw new DocumentException(new Fault(at, "a line without 'sample_id'", "one instance a line"));
        Version = EveryEvalEverHead.Known(row.Text("schema_version") ?? "", at);
    }

    /// <summary>Id of the sample.</summary>
    public string Id { get; }

    /// <summary>Version of its schema.</summary>
    public string Version { get; }

    /// <summary>Name of the evaluation.</summary>
    public string Task => row.Text("evaluation_name") ?? "";

    /// <summary>Id of the model.</summary>
    public string Model => row.Text("model_id") ?? "";

    /// <summary>Id of the result that it is a part of; empty where it names none.</summary>
    public string ResultId => row.Text("evaluation_result_id") ?? "";

    /// <summary>The line as a sample.</summary>
    /// <param name="metric">Name of what it is scored by.</param>
    public ImportedSample ToSample(string metric)
    {
        bool hasFailed = row.Text("error") is { Length: > 0 };
        string? text = hasFailed ? null : Output();
        ImmutableArray<string> choices = [.. Texts(row.At("input", "choices"))];
        string input = row.Text("input", "raw") ?? "";
        return new ImportedSample(Task, Model, Id, 0, at)
        {
            Input = input,
            Texts = row.Text("input", "formatted") is { Length: > 0 } whole && whole != input ? [whole] : [],
            Choices = choices,
            Targets = [.. Texts(row.At("input", "reference")).Select(one => Chosen(one, choices))],
            Text = text,
            Answer = hasFailed ? null : Extracted(choices),
            Outcome =
                hasFailed ? Outcome.Failed
                : string.IsNullOrEmpty(text) && !IsWithoutText ? Outcome.Empty
                : Outcome.Answered,
            Failure = hasFailed ? "the request failed" : null,
            Scores =
            [
                new ImportedValue(metric, hasFailed ? null : row.Number("evaluation", "score")),
                .. row.At("evaluation", "is_correct") is null
                    ? Array.Empty<ImportedValue>()
                    : [new ImportedValue("is_correct", hasFailed ? null : row.Number("evaluation", "is_correct"))],
            ],
            Usage = Usage(),
            // The schema has no place for money; exports of this tool keep it among what is free.
            CostUsd = row.Money("metadata", "cost_usd"),
            LatencySeconds = row.Number("performance", "latency_ms") is { } passed and >= 0 ? passed / 1000 : null,
        };
    }

    /// <summary>Whether the log keeps no texts of answers: a list without any, where an empty answer is a list of one.</summary>
    private bool IsWithoutText =>
        row.At("output", "raw") is { ValueKind: JsonValueKind.Array } raw && raw.GetArrayLength() == 0;

    /// <summary>The answer; of several turns the last one of the model.</summary>
    private string? Output() =>
        row.At("output", "raw") is { } raw
            ? Texts(raw).FirstOrDefault()
            : (row.At("messages") ?? row.At("interactions") ?? default)
                .Items()
                .LastOrDefault(turn => turn.Text("role") == "assistant")
                .Text("content");

    private string? Extracted(ImmutableArray<string> choices)
    {
        var attributions = row.Items("answer_attribution").ToArray();
        var last = attributions.LastOrDefault(one => one.Flag("is_terminal") == true);
        return
            (last.ValueKind == JsonValueKind.Undefined ? attributions.LastOrDefault() : last).Text("extracted_value")
                is { } found
            ? Chosen(found, choices)
            : null;
    }

    /// <summary>The option that a letter stands for.</summary>
    private static string Chosen(string text, ImmutableArray<string> choices) =>
        text.Trim() is [>= 'A' and <= 'Z' and var letter]
        && letter - 'A' < choices.Length
        && !choices.Contains(text.Trim())
            ? choices[letter - 'A']
            : text;

    private static IEnumerable<string> Texts(JsonElement? value) =>
        value switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(ImportedJson.Of),
            { } one => [ImportedJson.Of(one)],
        };

    private Usage? Usage()
    {
        var tokens = row.At("token_usage") ?? default;
        return tokens.Count("input_tokens") is { } input && tokens.Count("output_tokens") is { } output
            ? new Usage(input, Math.Min(input, tokens.Count("input_tokens_cache_read") ?? 0), output)
            {
                CacheWrite = Math.Min(input, tokens.Count("input_tokens_cache_write") ?? 0),
                Reasoning = Math.Min(output, tokens.Count("reasoning_tokens") ?? 0),
            }
            : null;
    }
}
