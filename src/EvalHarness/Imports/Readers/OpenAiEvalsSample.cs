using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Imports.Readers;

/// <summary>The events of one sample of OpenAI evals. Those of a judge have the sample's id too, and come after those of the model.</summary>
/// <param name="id">Id of the sample.</param>
/// <param name="at">Where its first event stands.</param>
internal sealed class OpenAiEvalsSample(string id, Location at)
{
    /// <summary>Name of the score that matches are.</summary>
    public const string Match = "match";

    private readonly List<JsonElement> asked = [];
    private readonly List<JsonElement> matches = [];
    private readonly List<(string Name, double? Value)> metrics = [];
    private string? choice;
    private JsonElement raw;
    private bool hasFailed;

    /// <summary>Names of the scores that an event gives.</summary>
    /// <param name="row">The event.</param>
    public static IEnumerable<string> Metrics(JsonElement row) =>
        row.Text("type") switch
        {
            "match" => [Match],
            "metrics" => row.Properties("data")
                .Where(one => ImportedJson.NumberOf(one.Value) is not null)
                .Select(one => one.Name),
            _ => [],
        };

    /// <summary>Takes in an event.</summary>
    /// <param name="row">The event.</param>
    public void Add(JsonElement row)
    {
        var data = row.At("data") ?? default;
        switch (row.Text("type"))
        {
            case "sampling":
                asked.Add(data);
                break;
            case "match":
                matches.Add(data);
                break;
            case "metrics":
                choice = data.Text("choice") ?? choice;
                metrics.AddRange(Metrics(row).Select(name => (name, data.Number(name))));
                break;
            case "raw_sample":
                raw = data;
                break;
            case "error":
                hasFailed = true;
                break;
            default:
                break;
        }
    }

    /// <summary>The sample.</summary>
    /// <param name="evaluation">The run.</param>
    public ImportedSample ToSample(ImportedEvaluation evaluation)
    {
        var answered = Answered(evaluation.Model);
        var match = matches.FirstOrDefault();
        bool isFailed = hasFailed && matches.Count == 0 && metrics.Count == 0;
        string? text = isFailed ? null : First(answered.At("sampled")) ?? First(match.At("sampled"));
        string[] prompt = [.. Turns(answered.At("prompt") ?? raw.At("input"))];
        return new ImportedSample(evaluation.Task, evaluation.Model, id, 0, at)
        {
            Input = prompt.LastOrDefault() ?? "",
            Texts = [.. prompt.SkipLast(1).Where(turn => turn.Length > 0).Distinct()],
            Choices = [.. Many(match.At("options"))],
            Targets = [.. Many(match.At("expected") ?? match.At("ideal") ?? raw.At("ideal"))],
            Text = text,
            Answer = isFailed ? null : match.Text("picked"),
            Outcome =
                isFailed ? Outcome.Failed
                : string.IsNullOrEmpty(text) ? Outcome.Empty
                : Outcome.Answered,
            Failure = isFailed ? "the request or its scoring failed" : null,
            Scores = [.. Scores()],
            Usage = Usage(answered.At("usage") ?? default),
        };
    }

    /// <summary>What the model was asked: where events name models, one of its own; the first otherwise, since a judge reads the answer.</summary>
    private JsonElement Answered(string model)
    {
        string name = model[(model.LastIndexOf('/') + 1)..];
        var own = asked.FirstOrDefault(data =>
            data.Text("model") is { } told && told.StartsWith(name, StringComparison.Ordinal)
        );
        return own.ValueKind == JsonValueKind.Undefined ? asked.FirstOrDefault() : own;
    }

    private IEnumerable<ImportedValue> Scores()
    {
        if (matches.Count > 0)
        {
            yield return new ImportedValue(Match, matches.Average(match => match.Number("correct")));
        }

        foreach (var metric in metrics.GroupBy(one => one.Name))
        {
            yield return new ImportedValue(metric.Key, metric.Average(one => one.Value));
        }

        if (choice is not null && metrics.TrueForAll(one => one.Name != "choice"))
        {
            // A word of a judge is no number; that it judged is worth knowing.
            yield return new ImportedValue("choice", null);
        }
    }

    private static IEnumerable<string> Turns(JsonElement? prompt) =>
        prompt is { ValueKind: JsonValueKind.Array } turns
            ? turns
                .EnumerateArray()
                .Select(turn =>
                    turn.ValueKind == JsonValueKind.Object ? turn.Text("content") ?? "" : ImportedJson.Of(turn)
                )
            : Many(prompt);

    private static string? First(JsonElement? value) => Many(value).FirstOrDefault();

    private static IEnumerable<string> Many(JsonElement? value) =>
        value switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(ImportedJson.Of),
            { } one => [ImportedJson.Of(one)],
        };

    private static Usage? Usage(JsonElement tokens) =>
        tokens.Count("prompt_tokens") is { } input && tokens.Count("completion_tokens") is { } output
            ? new Usage(input, Math.Min(input, tokens.Count("prompt_tokens_details", "cached_tokens") ?? 0), output)
            : null;
}
