using System.Collections.Immutable;

namespace EvalHarness.Logs;

/// <summary>A task as a run knew it.</summary>
/// <param name="Name">Name in the suite.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="Epochs">How often each sample is asked.</param>
public sealed record TaskHeader(string Name, int Samples, int Epochs)
{
    /// <summary>The answer format as canonical keyword JSON, for example <c>{"choice":["a","b"]}</c>.</summary>
    public string AnswerFormat { get; init; } = "";

    /// <summary>The metrics as canonical keyword JSON, in the order of the suite; the first is the headline.</summary>
    public ImmutableArray<string> Metrics { get; init; } = [];

    /// <summary>Labels of the answers, or those seen in the targets when answers are open and few; empty otherwise.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Name of the field that clusters the samples; null when none does.</summary>
    public string? ClusterField { get; init; }

    /// <summary>Names of the fields by which scores are broken down.</summary>
    public ImmutableArray<string> SliceFields { get; init; } = [];

    /// <summary>Hash of what the task asks: data, prompt, answer format.</summary>
    public string Hash { get; init; } = "";

    /// <summary>How each model was asked, by model: cells with different protocols are not tested against each other.</summary>
    public IReadOnlyDictionary<string, Protocol> Protocols { get; init; } = ImmutableDictionary<string, Protocol>.Empty;
}

/// <summary>How a model was asked in a task.</summary>
/// <param name="Hash">Equal hash, equal protocol.</param>
/// <param name="Summary">In words, for example <c>4-shot, temperature 0, at most 8 tokens</c>.</param>
/// <param name="Overridden">Whether the suite says that this model is asked differently from the others.</param>
public sealed record Protocol(string Hash, string Summary, bool Overridden = false);
