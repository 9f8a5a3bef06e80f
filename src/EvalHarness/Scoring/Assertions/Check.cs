using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using EvalHarness.Scoring.Schemas;

namespace EvalHarness.Scoring.Assertions;

/// <summary>One thing that is asked of an answer, or several together.</summary>
/// <param name="Type">What is looked at, without <c>not-</c>; <see cref="Set"/> for several together.</param>
internal sealed record Check(string Type)
{
    /// <summary>The type of several checks together.</summary>
    public const string Set = "assert-set";

    /// <summary>Whether the opposite is wanted.</summary>
    public bool IsInverse { get; init; }

    /// <summary>What is wanted; null where nothing is said.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>The bound; null for that of the type.</summary>
    public double? Threshold { get; init; }

    /// <summary>What its score weighs among the others; with 0 it always passes.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Name under which its score is told apart; null for none.</summary>
    public string? Metric { get; init; }

    /// <summary>The checks of a set, in order; empty of one check.</summary>
    public ImmutableArray<Check> Items { get; init; } = [];

    /// <summary>The pattern of <c>regex</c>; null of another type.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>The schema of <c>is-json</c>; null where there is none.</summary>
    public JsonRules? Rules { get; init; }
}
