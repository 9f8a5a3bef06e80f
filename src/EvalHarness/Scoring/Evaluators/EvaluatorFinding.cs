using System.Collections.Immutable;

namespace EvalHarness.Scoring.Evaluators;

/// <summary>What an evaluator said of one response by one of its metrics.</summary>
/// <param name="Name">Name of the metric in the suite; <c>evaluator/metric</c> where the suite does not measure it.</param>
public sealed record EvaluatorFinding(string Name)
{
    /// <summary>The value, 0 and 1 for booleans, that of the word for texts; null where it has none.</summary>
    public double? Value { get; init; }

    /// <summary>Whether the value is a boolean.</summary>
    public bool IsBoolean { get; init; }

    /// <summary>The word of a metric that is a text; null for others.</summary>
    public string? Word { get; init; }

    /// <summary>Why there is no score, in words that quote neither prompt nor response; null where there is one.</summary>
    public string? Failure { get; init; }

    /// <summary>The evaluator's rating, for example <c>good</c>; null where it gave none.</summary>
    public string? Rating { get; init; }

    /// <summary>Whether the evaluator's interpretation is that the response failed.</summary>
    public bool IsFailed { get; init; }

    /// <summary>The evaluator's reason for the value; null where it gave none.</summary>
    public string? Reason { get; init; }

    /// <summary>The evaluator's reason for its interpretation; null where it gave none.</summary>
    public string? Interpretation { get; init; }

    /// <summary>The evaluator's diagnostics, each with its severity: <c>warning: ...</c>.</summary>
    public ImmutableArray<string> Diagnostics { get; init; } = [];

    /// <summary>Names of the contexts that the evaluator looked at.</summary>
    public ImmutableArray<string> Context { get; init; } = [];
}
