using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using EvalHarness.Core;

namespace EvalHarness.Conversions.Promptfoo;

/// <summary>A variable of a test, as it is written.</summary>
/// <param name="Value">Its value.</param>
/// <param name="At">Where it stands.</param>
internal sealed record PromptfooVariable(JsonNode? Value, Location At);

/// <summary>A test case, with the defaults not yet put in.</summary>
/// <param name="At">Where it stands.</param>
internal sealed record PromptfooTest(Location At)
{
    /// <summary>Whether it was refused: it is counted, so that others keep their numbers, and is no sample.</summary>
    public bool IsRefused { get; init; }

    /// <summary>What it is about; null where nothing is said.</summary>
    public string? Description { get; init; }

    /// <summary>Tests that it stands for: one for each way to take one text of each list.</summary>
    public int Count =>
        Order.Aggregate(
            1,
            (count, name) => Listed(name) is { } list ? (int)Math.Min((long)count * list.Count, int.MaxValue) : count
        );

    /// <summary>The list of texts that a variable takes one by one; null where it has one value.</summary>
    /// <param name="name">Name of the variable.</param>
    public JsonArray? Listed(string name) =>
        IsUnexpanded != true
        && Variables[name].Value is JsonArray { Count: > 0 } list
        && list[0] is JsonValue first
        && first.GetValueKind() == JsonValueKind.String
            ? list
            : null;

    /// <summary>Its variables, by name.</summary>
    public ImmutableDictionary<string, PromptfooVariable> Variables { get; init; } =
        ImmutableDictionary<string, PromptfooVariable>.Empty;

    /// <summary>Names of its variables, in order.</summary>
    public ImmutableArray<string> Order { get; init; } = [];

    /// <summary>Its assertions, in order.</summary>
    public ImmutableArray<PromptfooAssert> Asserts { get; init; } = [];

    /// <summary>Least score with which it passes; null where each assertion must.</summary>
    public double? Threshold { get; init; }

    /// <summary>What stands before the prompt.</summary>
    public string? Prefix { get; init; }

    /// <summary>What stands behind the prompt.</summary>
    public string? Suffix { get; init; }

    /// <summary>Whether a list of texts is one value and not several tests.</summary>
    public bool? IsUnexpanded { get; init; }

    /// <summary>Whether the assertions of the defaults are left out.</summary>
    public bool? HasNoDefaults { get; init; }

    /// <summary>How often it is asked; null as often as all.</summary>
    public int? Repeat { get; init; }

    /// <summary>What is said of it beside, by name.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>This test over another whose values count where it says nothing; the assertions of the other stand first.</summary>
    /// <param name="other">The other.</param>
    public PromptfooTest Over(PromptfooTest other) =>
        this with
        {
            Description = Description ?? other.Description,
            Variables = other.Variables.SetItems(Variables),
            Order = [.. other.Order, .. Order.Except(other.Order)],
            Asserts = [.. other.Asserts, .. Asserts],
            Threshold = Threshold ?? other.Threshold,
            Prefix = Prefix ?? other.Prefix,
            Suffix = Suffix ?? other.Suffix,
            IsUnexpanded = IsUnexpanded ?? other.IsUnexpanded,
            HasNoDefaults = HasNoDefaults ?? other.HasNoDefaults,
            Repeat = Repeat ?? other.Repeat,
            Metadata = other.Metadata.SetItems(Metadata),
        };
}
