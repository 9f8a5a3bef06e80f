using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Imports.Readers;

/// <summary>One line of lm-evaluation-harness: a sample under one filter.</summary>
/// <param name="line">The line.</param>
internal readonly struct LmEvalLine(JsonElement line)
{
    private static readonly string[] Known =
    [
        "doc_id",
        "doc",
        "target",
        "arguments",
        "resps",
        "filtered_resps",
        "filter",
        "metrics",
        "doc_hash",
        "prompt_hash",
        "target_hash",
    ];

    /// <summary>Fields of a document that hold the question, the likelier first.</summary>
    private static readonly string[] Questions =
    [
        "question",
        "query",
        "problem",
        "input",
        "text",
        "sentence",
        "ctx",
        "premise",
        "passage",
        "goal",
        "prompt",
        "Question",
        "Problem",
        "instruction",
    ];

    /// <summary>The line as a sample.</summary>
    /// <param name="task">Name of the task.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="id">Its id.</param>
    /// <param name="at">Where it stands.</param>
    public ImportedSample ToSample(string task, string model, string id, Location at)
    {
        var requests = Requests();
        var document = line.At("doc") ?? default;
        string[] texts =
        [
            .. document
                .Properties()
                .Where(one => one.Value.ValueKind == JsonValueKind.String)
                .Select(one => ImportedJson.Of(one.Value)),
        ];
        bool isChosen = IsChosen;
        var choices = isChosen ? Choices(document, requests) : [];
        string? text = isChosen ? Likeliest(choices) : Generated();
        return new ImportedSample(task, model, id, 0, at)
        {
            Input = Question(document, texts),
            Texts =
            [
                .. texts,
                .. requests.Select(request => request.Context).Where(context => context.Length > 0).Distinct(),
            ],
            Choices = choices,
            Targets = Targets(choices),
            Text = text,
            Answer = isChosen ? text : Filtered(),
            Outcome = text is { Length: 0 } ? Outcome.Empty : Outcome.Answered,
            Scores = [.. Scores()],
        };
    }

    /// <summary>Whether the answer is the likeliest of options: a response is a log-likelihood with whether it is what the model would have said.</summary>
    private bool IsChosen =>
        line.Items("resps").FirstOrDefault() is { ValueKind: JsonValueKind.Array } first
        && first.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Array };

    private (string Context, string Continuation)[] Requests()
    {
        if (line.At("arguments") is not { } arguments)
        {
            return [];
        }

        return arguments.ValueKind == JsonValueKind.Array
            ?
            [
                .. arguments
                    .EnumerateArray()
                    .Where(one => one.ValueKind == JsonValueKind.Array)
                    .Select(one => one.EnumerateArray().ToArray())
                    .Select(one => (Part(one, 0), Part(one, 1))),
            ]
            : [.. arguments.Properties().Select(one => (one.Value.Text("arg_0") ?? "", Continuation(one.Value)))];
    }

    private static string Part(JsonElement[] parts, int place) =>
        place < parts.Length && parts[place].ValueKind == JsonValueKind.String ? ImportedJson.Of(parts[place]) : "";

    private static string Continuation(JsonElement request) =>
        request.At("arg_1") is { ValueKind: JsonValueKind.String } text ? ImportedJson.Of(text) : "";

    private static string Question(JsonElement document, string[] texts)
    {
        foreach (string name in Questions)
        {
            if (document.At(name) is { ValueKind: JsonValueKind.String } question)
            {
                return ImportedJson.Of(question);
            }
        }

        return texts.MaxBy(text => text.Length)
            ?? (document.ValueKind == JsonValueKind.String ? ImportedJson.Of(document) : "");
    }

    /// <summary>The options as the document has them; what was scored after the prompt where it has none.</summary>
    private ImmutableArray<string> Choices(JsonElement document, (string Context, string Continuation)[] requests)
    {
        int count = line.Items("resps").Count();
        foreach (
            var list in new[]
            {
                document.At("choices", "text"),
                document.At("choices"),
                document.At("endings"),
                document.At("options"),
            }
        )
        {
            if (list is { ValueKind: JsonValueKind.Array } options && options.GetArrayLength() == count)
            {
                return [.. options.EnumerateArray().Select(ImportedJson.Of)];
            }
        }

        return requests.Length == count ? [.. requests.Select(request => request.Continuation.Trim())] : [];
    }

    private string? Likeliest(ImmutableArray<string> choices)
    {
        double[] likelihoods =
        [
            .. line.Items("resps")
                .Select(request =>
                    request.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Array } pair
                        ? ImportedJson.NumberOf(pair.EnumerateArray().FirstOrDefault()) ?? double.NegativeInfinity
                        : double.NegativeInfinity
                ),
        ];
        int best = likelihoods.Length == 0 ? -1 : Array.IndexOf(likelihoods, likelihoods.Max());
        return best >= 0 && best < choices.Length && double.IsFinite(likelihoods[best]) ? choices[best] : null;
    }

    private string? Generated() =>
        line.Items("resps").FirstOrDefault() is var first && first.ValueKind == JsonValueKind.Array
            ? first.EnumerateArray().Select(ImportedJson.Of).FirstOrDefault()
        : first.ValueKind == JsonValueKind.String ? ImportedJson.Of(first)
        : Filtered();

    private string? Filtered() =>
        line.Items("filtered_resps").FirstOrDefault() is var first && first.ValueKind == JsonValueKind.Array
            ? first.EnumerateArray().Select(ImportedJson.Of).FirstOrDefault()
        : first.ValueKind == JsonValueKind.Undefined ? null
        : ImportedJson.Of(first);

    private ImmutableArray<string> Targets(ImmutableArray<string> choices)
    {
        if (line.At("target") is not { } target)
        {
            return [];
        }

        string[] told =
            target.ValueKind == JsonValueKind.Array
                ? [.. target.EnumerateArray().Select(ImportedJson.Of)]
                : [ImportedJson.Of(target)];
        return
        [
            .. told.Select(one =>
                int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out int place)
                && place < choices.Length
                && !choices.Contains(one)
                    ? choices[place]
                    : one
            ),
        ];
    }

    private IEnumerable<ImportedValue> Scores()
    {
        string[] named = line.Items("metrics").Select(ImportedJson.Of).ToArray();
        foreach (var one in line.EnumerateObject())
        {
            if (named.Length > 0 ? named.Contains(one.Name) : !Known.Contains(one.Name))
            {
                yield return new ImportedValue(one.Name, ImportedJson.NumberOf(one.Value));
            }
        }
    }
}
