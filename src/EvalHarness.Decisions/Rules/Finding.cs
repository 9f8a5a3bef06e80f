using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Rules;

/// <summary>Something that a reader must know before believing the numbers.</summary>
/// <param name="Severity">What follows from it: from a note to nothing that can be computed.</param>
/// <param name="Code">A short name for the rule.</param>
/// <param name="Subject">The option or parameter that is meant; empty for the whole decision.</param>
/// <param name="Message">What was found, and what would mend it.</param>
public sealed record Finding(FindingSeverity Severity, string Code, string Subject, string Message)
{
    /// <summary>What would have been right; null where the message says it all.</summary>
    public string? Expected { get; init; }

    /// <summary>The nearest valid word; null when none is near.</summary>
    public string? DidYouMean { get; init; }

    /// <summary>Keys, and ids of list items, that lead to what is meant; empty where the subject does.</summary>
    internal ImmutableArray<string> Path { get; init; } = [];

    /// <summary>The finding as a fault of the file.</summary>
    internal Fault ToFault(Location at) => new(at, Message, Expected, DidYouMean);
}
