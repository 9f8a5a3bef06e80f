using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Imports.Readers;

/// <summary>The result of one iteration of a scenario of Microsoft.Extensions.AI.Evaluation.</summary>
internal sealed class ExtensionsAiResult
{
    private const int Newest = 1;

    private readonly JsonElement result;
    private readonly Location at;
    private readonly string[] turns;

    /// <summary>One result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="at">Where it stands.</param>
    /// <exception cref="DocumentException">It is none, or of an unknown version.</exception>
    public ExtensionsAiResult(JsonElement result, Location at)
    {
        if (result.At("formatVersion") is { } version && ImportedJson.NumberOf(version) is not (>= 0 and <= Newest))
        {
            throw new DocumentException(
                new Fault(
                    at,
                    $"found format version '{VisibleText.Id(ImportedJson.Of(version))}' of a result",
                    "version 1"
                )
            );
        }

        (this.result, this.at) = (result, at);
        Scenario =
            result.Text("scenarioName") is { Length: > 0 } name && result.At("evaluationResult") is not null
                ? name
                : throw new DocumentException(
                    new Fault(
                        at,
                        "a result without 'scenarioName' and 'evaluationResult'",
                        "the result of one iteration"
                    )
                );
        turns = [.. result.Items("messages").Where(turn => turn.Text("role") != "system").Select(Text)];
    }

    /// <summary>Name of the execution.</summary>
    public string Execution => result.Text("executionName") ?? "";

    /// <summary>Name of the scenario.</summary>
    public string Scenario { get; }

    /// <summary>Name of the iteration.</summary>
    public string Iteration => result.Text("iterationName") ?? "";

    /// <summary>Model that answered; empty where it is not told.</summary>
    public string Model => result.Text("modelResponse", "modelId") ?? "";

    /// <summary>When it was made.</summary>
    public DateTimeOffset? StartedAt => result.Time("creationTime");

    /// <summary>The system turn; empty where there is none.</summary>
    public string System =>
        result.Items("messages").Where(turn => turn.Text("role") == "system").Select(Text).FirstOrDefault() ?? "";

    /// <summary>The result as a sample.</summary>
    /// <param name="task">Name of the task.</param>
    /// <param name="model">Name of the model.</param>
    public ImportedSample ToSample(string task, string model)
    {
        var response = result.At("modelResponse") ?? default;
        return Answered(response, new ImportedSample(task, model, Scenario, 0, at)) with
        {
            Input = turns.LastOrDefault() ?? "",
            Texts = [.. turns.SkipLast(1).Where(turn => turn.Length > 0).Distinct()],
            Targets = [.. Targets().Distinct()],
            Scores = [.. Scores()],
        };
    }

    /// <summary>An answer of a response cache, which keeps neither what was asked nor how it was scored.</summary>
    /// <param name="response">The answer, or the pieces in which it came.</param>
    /// <param name="task">Name of the task.</param>
    /// <param name="scenario">Name of the scenario.</param>
    /// <param name="at">Where it stands.</param>
    public static ImportedSample Cached(JsonElement response, string task, string scenario, Location at) =>
        Answered(response, new ImportedSample(task, "", scenario, 0, at));

    private static ImportedSample Answered(JsonElement response, ImportedSample sample)
    {
        // Before its first release a response had one message.
        var messages =
            response.At("messages") is { } list ? list.Items()
            : response.At("message") is { } only ? [only]
            : response.At("contents") is not null ? [response]
            : [];
        string text = string.Join('\n', messages.Select(Text).Where(part => part.Length > 0));
        bool hasFailed =
            text.Length == 0
            && messages.SelectMany(turn => turn.Items("contents")).Any(part => part.Text("$type") == "error");
        string? reason = response.Text("finishReason");
        return sample with
        {
            Text = hasFailed ? null : text,
            Outcome =
                hasFailed ? Outcome.Failed
                : text.Length > 0 ? Outcome.Answered
                : reason == "content_filter" ? Outcome.Filtered
                : Outcome.Empty,
            Failure = hasFailed ? "the request failed" : null,
            FinishReason = reason,
            Usage = Usage(response.At("usage") ?? default),
        };
    }

    private static string Text(JsonElement turn) =>
        turn.Text("text")
        ?? string.Concat(
            turn.Items("contents")
                .Where(part => part.Text("$type") is "text" or null)
                .Select(part => part.Text("text") ?? "")
        );

    /// <summary>Texts that evaluators were given as right.</summary>
    private IEnumerable<string> Targets() =>
        result
            .Properties("evaluationResult", "metrics")
            .SelectMany(metric => metric.Value.Properties("context"))
            .Where(one =>
                one.Name.StartsWith("Ground Truth", StringComparison.Ordinal)
                || one.Name.StartsWith("Reference", StringComparison.Ordinal)
            )
            .SelectMany(one => one.Value.Items("contents"))
            .Select(part => part.Text("text") ?? "")
            .Where(text => text.Length > 0);

    /// <summary>The metrics, and whether the report takes the iteration for passed: it fails by an interpretation or an error.</summary>
    private IEnumerable<ImportedValue> Scores()
    {
        var metrics = result.Properties("evaluationResult", "metrics").ToArray();
        foreach (var metric in metrics)
        {
            yield return new ImportedValue(metric.Name, metric.Value.Number("value"));
        }

        if (metrics.Length > 0)
        {
            bool hasFailed = Array.Exists(metrics, metric => IsFailed(metric.Value));
            yield return new ImportedValue("passed", hasFailed ? 0 : 1);
        }
    }

    private static bool IsFailed(JsonElement metric) =>
        metric.Flag("interpretation", "failed") == true
        || metric
            .Items("diagnostics")
            .Any(one => string.Equals(one.Text("severity"), "error", StringComparison.OrdinalIgnoreCase));

    private static Usage? Usage(JsonElement tokens) =>
        tokens.Count("inputTokenCount") is { } input && tokens.Count("outputTokenCount") is { } output
            ? new Usage(input, Math.Min(input, tokens.Count("cachedInputTokenCount") ?? 0), output)
            {
                Reasoning = Math.Min(output, tokens.Count("reasoningTokenCount") ?? 0),
            }
            : null;
}
