using System.Collections.Immutable;
using System.Text.Json;
using EvalHarness.Core;

namespace EvalHarness.Imports.Readers;

/// <summary>A request of HELM with its reply, or those for all options of one sample.</summary>
internal sealed class HelmRequest
{
    private readonly JsonElement state;
    private readonly Location at;
    private readonly ImmutableArray<JsonElement> results;

    /// <summary>One request.</summary>
    /// <param name="state">The request, its instance and its result.</param>
    /// <param name="at">Where it stands.</param>
    /// <exception cref="DocumentException">It says not of what sample it is.</exception>
    public HelmRequest(JsonElement state, Location at)
        : this(state, at, [state.At("result") ?? default]) { }

    private HelmRequest(JsonElement state, Location at, ImmutableArray<JsonElement> results)
    {
        (this.state, this.at, this.results) = (state, at, results);
        Id =
            state.Text("instance", "id")
            ?? throw new DocumentException(
                new Fault(at, "a request without 'instance.id'", "one request of a sample each")
            );
        TrainTrial = Math.Clamp(state.Whole("train_trial_index") ?? 0, 0, 1_000_000);
        Key = HelmScores.Key(Id, state.At("instance", "perturbation"), TrainTrial);
    }

    /// <summary>Id of the sample.</summary>
    public string Id { get; }

    /// <summary>Number of the train trial, from 0.</summary>
    public int TrainTrial { get; }

    /// <summary>What tells the sample in this trial.</summary>
    public string Key { get; }

    /// <summary>Whether it asks for one option of several.</summary>
    public bool IsOption => state.At("reference_index") is not null;

    /// <summary>This with the request for another option.</summary>
    /// <param name="other">The other.</param>
    public HelmRequest With(HelmRequest other) => new(state, at, results.AddRange(other.results));

    /// <summary>The sample that was asked.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stats">Its statistics.</param>
    /// <param name="splits">The splits of the run.</param>
    public ImportedSample ToSample(
        HelmRun run,
        IReadOnlyList<(string Name, double? Value)> stats,
        ImmutableArray<string> splits
    )
    {
        var completion = results[0].Items("completions").FirstOrDefault();
        string? text = IsOption ? null : completion.Text("text");
        var outcome = Outcome(text);
        bool hasFailed = outcome is Core.Outcome.Failed or Core.Outcome.NotRun;
        string[] references =
        [
            .. state.Items("instance", "references").Select(one => one.Text("output", "text") ?? ""),
        ];
        var mapping = state.At("output_mapping") ?? default;
        return new ImportedSample(run.Evaluation.Task, run.Evaluation.Model, Id, 0, at)
        {
            Variant = HelmTotals.Variant(
                state.Text("instance", "split") ?? "",
                state.Text("instance", "perturbation", "name") ?? "",
                splits
            ),
            Input = state.Text("instance", "input", "text") ?? "",
            Texts = state.Text("request", "prompt") is { Length: > 0 } prompt ? [prompt] : [],
            Choices =
                mapping.ValueKind == JsonValueKind.Object
                    ? [.. mapping.Properties().Select(one => ImportedJson.Of(one.Value))]
                : IsOption ? [.. references]
                : [],
            Targets = [.. Correct()],
            Text = hasFailed ? null : text,
            Answer = hasFailed ? null : Answer(text, mapping, references, stats),
            Outcome = outcome,
            Failure = outcome == Core.Outcome.Failed ? "the request failed" : null,
            FinishReason = FinishReason(completion),
            Scores =
            [
                .. stats
                    .Where(stat => HelmTotals.IsScore(stat.Name))
                    .Select(stat => new ImportedValue(stat.Name, hasFailed ? null : stat.Value)),
            ],
            Usage = hasFailed || IsOption ? null : Usage(stats),
            LatencySeconds = hasFailed ? null : Seconds(),
        };
    }

    private Outcome Outcome(string? text) =>
        results.Any(result => result.Flag("success") == false) ? Core.Outcome.Failed
        : results.Any(result => result.ValueKind != JsonValueKind.Object) ? Core.Outcome.NotRun
        : !IsOption && string.IsNullOrEmpty(text) ? Core.Outcome.Empty
        : Core.Outcome.Answered;

    private IEnumerable<string> Correct() =>
        state
            .Items("instance", "references")
            .Where(one => one.Items("tags").Any(tag => ImportedJson.Of(tag) == "correct"))
            .Select(one => one.Text("output", "text") ?? "");

    /// <summary>The option whose letter is the answer, or the likeliest one; of free texts the text without blanks around it.</summary>
    private string? Answer(
        string? text,
        JsonElement mapping,
        string[] references,
        IReadOnlyList<(string Name, double? Value)> stats
    )
    {
        if (!IsOption && mapping.ValueKind == JsonValueKind.Object)
        {
            string letter = (text ?? "").Trim();
            return mapping
                .Properties()
                .Where(one => one.Name == letter)
                .Select(one => ImportedJson.Of(one.Value))
                .FirstOrDefault();
        }

        return !IsOption ? text?.Trim()
            : Value(stats, "predicted_index") is { } place
            && place >= 0
            && place < references.Length
            && place == Math.Floor(place)
                ? references[(int)place]
            : null;
    }

    private static string? FinishReason(JsonElement completion) =>
        (completion.Text("finish_reason", "reason") ?? Plain(completion)) switch
        {
            "endoftext" => "stop",
            "unknown" or "" => null,
            var reason => reason,
        };

    private static string? Plain(JsonElement completion) =>
        completion.At("finish_reason") is { ValueKind: JsonValueKind.String } reason ? ImportedJson.Of(reason) : null;

    private static Usage? Usage(IReadOnlyList<(string Name, double? Value)> stats) =>
        Value(stats, "num_prompt_tokens") is { } input and >= 0
        && (Value(stats, "num_output_tokens") ?? Value(stats, "num_completion_tokens")) is { } output and >= 0
            ? new Usage((long)input, 0, (long)output)
            : null;

    private double? Seconds()
    {
        double?[] seconds = [.. results.Select(result => result.Number("request_time"))];
        return seconds.All(one => one is >= 0) ? seconds.Sum() : null;
    }

    private static double? Value(IReadOnlyList<(string Name, double? Value)> stats, string name) =>
        stats.FirstOrDefault(stat => stat.Name == name).Value;
}
