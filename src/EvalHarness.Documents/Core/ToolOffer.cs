using System.Collections.Immutable;

namespace EvalHarness.Core;

/// <summary>The tools that a request offers.</summary>
/// <param name="Tools">The tools, at least one.</param>
/// <param name="Choice">
/// Whether one is to be called: <c>auto</c>, <c>required</c>, <c>none</c> or the name of the one to call; null sends nothing, which all
/// backends take for <c>auto</c>.
/// </param>
public sealed record ToolOffer(ImmutableArray<Tool> Tools, string? Choice = null)
{
    /// <summary>The model decides.</summary>
    public const string Auto = "auto";

    /// <summary>One of the tools must be called.</summary>
    public const string Required = "required";

    /// <summary>None may be called.</summary>
    public const string None = "none";

    /// <summary>The tool that must be called; null where that is left open.</summary>
    public string? Forced => Choice is null or Auto or Required or None ? null : Choice;
}
