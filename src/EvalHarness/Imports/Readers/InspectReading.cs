using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Imports.Readers;

/// <summary>Reads samples of Inspect.</summary>
/// <param name="eval">What the log's head says of the evaluation.</param>
internal sealed class InspectReading(JsonElement eval)
{
    private const string Attachment = "attachment://";

    private readonly string task = eval.Text("task") ?? "";
    private readonly string model = eval.Text("model") ?? "";

    // An answer without tokens has no usage, where the tool keeps money: exports of this one have it beside.
    private readonly bool isOurs = eval.At("packages", "evalharness") is not null;

    /// <summary>One sample at one epoch.</summary>
    /// <param name="sample">Its JSON.</param>
    /// <param name="at">Where it stands.</param>
    public ImportedSample Sample(JsonElement sample, Location at)
    {
        string? text = Answer(sample);
        bool isFailed = sample.At("error") is not null || sample.Text("output", "error") is { Length: > 0 };
        string? reason = FinishReason(sample);
        return new ImportedSample(
            task,
            model,
            sample.Text("id") ?? "",
            Math.Max(0, (sample.Whole("epoch") ?? 1) - 1),
            at
        )
        {
            Input = Content(sample, sample.At("input"), "\n"),
            Texts =
            [
                .. sample
                    .Items("messages")
                    .Where(message => message.Text("role") == "user")
                    .Take(1)
                    .Select(message => Content(sample, message.At("content"), "\n")),
            ],
            Choices = [.. sample.Items("choices").Select(choice => Whole(sample, ImportedJson.Of(choice)))],
            Targets = Targets(sample),
            Text = text,
            Answer = sample
                .Properties("scores")
                .Select(score => score.Value.Text("answer"))
                .FirstOrDefault(answer => answer is not null),
            Outcome =
                isFailed ? Outcome.Failed
                : reason == "content_filter" ? Outcome.Filtered
                : text is null or "" && sample.Items("output", "choices").Any() ? Outcome.Empty
                : text is null or "" && sample.At("output") is not null ? Outcome.NotRun
                : Outcome.Answered,
            Failure = isFailed ? "the sample ended with an error" : null,
            FinishReason = reason,
            Scores = [.. Scores(sample)],
            Usage = Usage(sample),
            CostUsd =
                sample.Money("model_usage", model, "total_cost")
                ?? (isOurs ? sample.Money("metadata", "cost_usd") : null),
            LatencySeconds = sample.Number("output", "time") is { } seconds and >= 0 ? seconds : null,
        };
    }

    /// <summary>A single text of Inspect as a number: correct, incorrect, in part, no answer.</summary>
    private static double? Value(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
            ? ImportedJson.Of(value) switch
            {
                "C" or "yes" or "Yes" => 1,
                "I" or "N" or "no" or "No" => 0,
                "P" => 0.5,
                var text => ImportedJson.NumberOf(text),
            }
            : ImportedJson.NumberOf(value);

    private static IEnumerable<ImportedValue> Scores(JsonElement sample)
    {
        // The oldest logs have one score, without the name of its scorer.
        foreach (var score in sample.Properties("scores"))
        {
            var value = score.Value.At("value") ?? default;
            if (value.ValueKind != JsonValueKind.Object)
            {
                yield return new ImportedValue(score.Name, Value(value));
                continue;
            }

            foreach (var part in value.EnumerateObject())
            {
                yield return new ImportedValue(part.Name, Value(part.Value));
            }
        }
    }

    private static ImmutableArray<string> Targets(JsonElement sample) =>
        sample.At("target") switch
        {
            { ValueKind: JsonValueKind.Array } several => [.. several.EnumerateArray().Select(ImportedJson.Of)],
            { } one when ImportedJson.Of(one) is { Length: > 0 } text => [text],
            _ => [],
        };

    private static string? FinishReason(JsonElement sample) =>
        sample.Items("output", "choices").FirstOrDefault().Text("stop_reason") switch
        {
            "max_tokens" or "model_length" => "length",
            var told => told,
        };

    private static string? Answer(JsonElement sample)
    {
        var choice = sample.Items("output", "choices").FirstOrDefault();
        return choice.At("message", "content") is { } content ? Content(sample, content, "\n")
            : sample.At("output", "completion") is { } completion ? Whole(sample, ImportedJson.Of(completion))
            : null;
    }

    /// <summary>What the evaluated model used; the models that judge its answers are left out.</summary>
    private Usage? Usage(JsonElement sample)
    {
        var used = sample.At("model_usage", model) ?? sample.At("output", "usage") ?? default;
        if (used.Count("input_tokens") is not { } input || used.Count("output_tokens") is not { } output)
        {
            return null;
        }

        long cached = used.Count("input_tokens_cache_read") ?? 0;
        long written = used.Count("input_tokens_cache_write") ?? 0;
        // Some services count what they read from a cache apart, others within; the sum of all tells.
        bool isApart = cached + written > 0 && used.Count("total_tokens") == input + output + cached + written;
        return new Usage(isApart ? input + cached + written : input, cached, output)
        {
            CacheWrite = written,
            Reasoning = used.Count("reasoning_tokens") ?? 0,
        };
    }

    /// <summary>The text of a message, or of a list of messages or parts; thoughts are none of it.</summary>
    private static string Content(JsonElement sample, JsonElement? content, string between)
    {
        if (content is not { ValueKind: JsonValueKind.Array } parts)
        {
            return content is { } text ? Whole(sample, ImportedJson.Of(text)) : "";
        }

        var texts = new List<string>();
        foreach (var part in parts.EnumerateArray())
        {
            if (part.At("role") is not null)
            {
                texts.Add(Content(sample, part.At("content"), between));
            }
            else if (part.Text("text") is { } text && part.Text("type") is (null or "text"))
            {
                texts.Add(Whole(sample, text));
            }
            else if (part.ValueKind == JsonValueKind.String)
            {
                texts.Add(Whole(sample, ImportedJson.Of(part)));
            }
        }

        return string.Join(between, texts);
    }

    /// <summary>Long texts stand once in a sample, and are named where they belong.</summary>
    private static string Whole(JsonElement sample, string text) =>
        text.StartsWith(Attachment, StringComparison.Ordinal)
        && sample.Text("attachments", text[Attachment.Length..]) is { } whole
            ? whole
            : text;
}
