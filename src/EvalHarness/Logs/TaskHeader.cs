using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Scoring.Judges;

namespace EvalHarness.Logs;

/// <summary>A task as a run knew it.</summary>
/// <param name="Name">Name in the suite.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="Epochs">How often each sample is asked.</param>
public sealed record TaskHeader(string Name, int Samples, int Epochs)
{
    /// <summary>The answer format as canonical keyword JSON, for example <c>{"choice":["a","b"]}</c>.</summary>
    public string AnswerFormat { get; init; } = "";

    /// <summary>The tools that it offers all samples, as a JSON list; null where it offers none, or each sample has its own.</summary>
    public string? Tools { get; init; }

    /// <summary>Field of the samples that holds the tools of each; null where there is none.</summary>
    public string? ToolsField { get; init; }

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

    /// <summary>The judges of its answers, in the order of the suite; null where it has none.</summary>
    public ImmutableArray<JudgeHeader>? Judges { get; init; }

    /// <summary>The task that it is a variant of; null where the suite declares it as it is.</summary>
    public TaskVariant? Variant { get; init; }

    /// <summary>How each model was asked, by model: cells with different protocols are not tested against each other.</summary>
    public IReadOnlyDictionary<string, Protocol> Protocols { get; init; } = ImmutableDictionary<string, Protocol>.Empty;
}

/// <summary>A judge of a task as a run knew it.</summary>
/// <param name="Name">Name in the task.</param>
/// <param name="Question">What it is asked, as canonical keyword JSON.</param>
/// <param name="Models">Names of the models that judge.</param>
/// <param name="Repeats">How often each of them judges an answer.</param>
/// <param name="Version">Hash of what it is asked and how: verdicts of another version are not its own.</param>
public sealed record JudgeHeader(
    string Name,
    string Question,
    ImmutableArray<string> Models,
    int Repeats,
    string Version
)
{
    /// <summary>How the verdicts of its models and repeats on one answer become one.</summary>
    public Jury Jury { get; init; }

    /// <summary>Whether gates may go by its scores though they were never compared with those of people.</summary>
    public bool AllowsUncalibrated { get; init; }

    /// <summary>Who its scores are compared with; null where nobody.</summary>
    public CalibrationHeader? Calibration { get; init; }
}

/// <summary>The table of labels that people gave to answers of a run.</summary>
/// <param name="File">The file, as the suite writes it; its hash stands among those of the data.</param>
/// <param name="Raters">Names of the people's columns.</param>
public sealed record CalibrationHeader(string File, ImmutableArray<string> Raters);

/// <summary>How a model was asked in a task.</summary>
/// <param name="Hash">Equal hash, equal protocol.</param>
/// <param name="Summary">In words, for example <c>4-shot, temperature 0, at most 8 tokens</c>.</param>
/// <param name="Overridden">Whether the suite says that this model is asked differently from the others.</param>
/// <param name="IsUnknown">Whether something of it is unknown, as of answers made elsewhere: it is equal to no other, and the same only of the same answers.</param>
public sealed record Protocol(string Hash, string Summary, bool Overridden = false, bool IsUnknown = false);
