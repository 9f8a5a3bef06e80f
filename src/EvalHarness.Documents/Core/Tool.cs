using System.Text.Json;

namespace EvalHarness.Core;

/// <summary>A tool that models are offered: a function that they may answer with a call of.</summary>
/// <param name="Name">Its name, as models call it.</param>
/// <param name="Description">What it does, for the model; none by default.</param>
/// <param name="Parameters">JSON Schema of its arguments, an object; no arguments by default.</param>
[Keyword("tool")]
public sealed record Tool(string Name, string? Description = null, JsonElement? Parameters = null)
{
    /// <summary>Its name, as models call it.</summary>
    public string Name { get; } =
        string.IsNullOrWhiteSpace(Name) ? throw new ArgumentException("a tool without a name", nameof(Name))
        : Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? throw new ArgumentException(
                "a file in the place of a tool; expected 'tools: { file: ... }'",
                nameof(Name)
            )
        : Name;
}
