using System.Text.Json.Nodes;
using EvalHarness.Core;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>An assertion as it is written, its templates unfilled.</summary>
/// <param name="At">Where it stands.</param>
/// <param name="Type">What is asked, <c>not-</c> included.</param>
/// <param name="Value">What is wanted; null where nothing is said, or null is.</param>
internal sealed record PromptfooAssert(Location At, string Type, JsonNode? Value)
{
    /// <summary>The bound; null for that of the type.</summary>
    public double? Threshold { get; init; }

    /// <summary>Its weight; null for 1.</summary>
    public double? Weight { get; init; }

    /// <summary>Name under which its score is told apart; null for none.</summary>
    public string? Metric { get; init; }

    /// <summary>Whether a value is written at all.</summary>
    public bool HasValue { get; init; }

    /// <summary>The assertions of a set; null of a single one.</summary>
    public IReadOnlyList<PromptfooAssert>? Items { get; init; }
}
