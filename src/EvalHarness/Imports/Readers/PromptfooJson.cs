using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Imports.Readers;

/// <summary>Answers of a JSON or JSONL export of promptfoo.</summary>
internal static class PromptfooJson
{
    /// <summary>Reads the answers.</summary>
    /// <param name="file">Full path.</param>
    /// <param name="isWhole">Whether they stand in a list of one document; otherwise one a line.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">It is broken.</exception>
    public static async IAsyncEnumerable<PromptfooAnswer> ReadAsync(
        string file,
        bool isWhole,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        string shown = DataFile.Shown(file);
        var parts = isWhole
            ? JsonWalk.PropertiesAsync(DataFile.Open(file), shown, Take, cancellationToken)
            : JsonWalk.RowsAsync(DataFile.Open(file), shown, cancellationToken);
        await foreach (var part in parts)
        {
            var row = part.Read();
            if (row.At("vars") is null || row.At("provider") is null)
            {
                throw new DocumentException(
                    new Fault(part.At, "an answer without 'vars' and 'provider'", "one answer of promptfoo each")
                );
            }

            yield return Answer(row, part.At);
        }
    }

    /// <summary>The label of a prompt; its text where it has none.</summary>
    /// <param name="prompt">The prompt.</param>
    public static string Label(JsonElement prompt) =>
        prompt.ValueKind == JsonValueKind.String
            ? ImportedJson.Of(prompt)
            : prompt.Text("label") ?? prompt.Text("display") ?? prompt.Text("raw") ?? "";

    /// <summary>What tells a column where it has no number.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="prompt">Label of the prompt.</param>
    public static string Column(string provider, string prompt) => Digest.Of(provider, prompt);

    private static JsonTake Take(string name) =>
        name switch
        {
            "results" => JsonTake.Properties,
            "results.results" => JsonTake.Items,
            _ => JsonTake.Nothing,
        };

    private static PromptfooAnswer Answer(JsonElement row, Location at)
    {
        var provider = row.At("provider") ?? default;
        string model =
            provider.ValueKind == JsonValueKind.String
                ? ImportedJson.Of(provider)
                : NotEmpty(provider.Text("label")) ?? provider.Text("id") ?? "";
        string label = Label(row.At("prompt") ?? default);
        var question = new PromptfooQuestion(row);
        var response = row.At("response") ?? default;
        bool hasFailed = HasFailed(row);
        string? text = hasFailed ? null : Output(response);
        return new PromptfooAnswer(
            row.Whole("promptIdx")?.ToString(CultureInfo.InvariantCulture) ?? Column(model, label),
            model,
            label,
            new ImportedSample("", model, question.Id, 0, at)
            {
                Input = question.Input,
                Texts = question.Texts,
                Targets = question.Targets,
                Text = text,
                Outcome =
                    hasFailed ? Outcome.Failed
                    : response.Flag("isRefusal") == true ? Outcome.Refused
                    : text is { Length: > 0 } ? Outcome.Answered
                    : response.Text("finishReason") == "content_filter" ? Outcome.Filtered
                    : Outcome.Empty,
                Failure = hasFailed ? "the request or its scoring failed" : null,
                FinishReason = response.Text("finishReason"),
                Scores = [.. Scores(row, hasFailed)],
                Usage = Usage(row.At("tokenUsage") ?? response.At("tokenUsage") ?? default),
                // What it cannot price costs 0.
                CostUsd = (row.Money("cost") ?? response.Money("cost")) is { } cost and > 0 ? cost : null,
                LatencySeconds =
                    !hasFailed && response.Flag("cached") != true && row.Number("latencyMs") is { } passed and >= 0
                        ? passed / 1000
                        : null,
            }
        )
        {
            IsUnasserted =
                !hasFailed
                && row.Flag("success") == true
                && !row.Items("gradingResult", "componentResults").Any()
                && !row.Items("testCase", "assert").Any(),
        };
    }

    /// <summary>Whether an error kept the answer or its score away. Exports before the reason was kept have no grade then.</summary>
    private static bool HasFailed(JsonElement row) =>
        row.Number("failureReason") is { } reason
            ? reason == 2
            : row.Flag("success") != true && row.Text("error") is { Length: > 0 } && row.At("gradingResult") is null;

    private static string? Output(JsonElement response) =>
        response.ValueKind == JsonValueKind.String ? ImportedJson.Of(response) : response.Text("output");

    private static IEnumerable<ImportedValue> Scores(JsonElement row, bool hasFailed)
    {
        yield return new ImportedValue("pass", hasFailed ? null : row.Number("success"));
        yield return new ImportedValue("score", hasFailed ? null : row.Number("score"));
        foreach (var one in row.Properties("namedScores"))
        {
            yield return new ImportedValue(one.Name, hasFailed ? null : ImportedJson.NumberOf(one.Value));
        }
    }

    /// <summary>Tokens of both sides; an answer from the cache, and one whose provider counts none, have zeros.</summary>
    private static Usage? Usage(JsonElement tokens)
    {
        if (
            tokens.Count("prompt") is not { } input
            || tokens.Count("completion") is not { } output
            || input + output == 0
        )
        {
            return null;
        }

        return new Usage(input, Math.Min(input, tokens.Count("completionDetails", "cacheReadInputTokens") ?? 0), output)
        {
            Reasoning = Math.Min(output, tokens.Count("completionDetails", "reasoning") ?? 0),
        };
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
