using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Suites;

/// <summary>The tools that a task offers: a list, a file or a field of each sample.</summary>
/// <param name="Functions">The tools; a list by itself is this.</param>
/// <param name="File">JSON file with a list of tools, in OpenAI's form or each with name, description and parameters.</param>
/// <param name="Field">Field of the samples that holds the tools of each, as the same JSON; a sample whose field is empty is offered none.</param>
[Keyword("tools")]
public sealed record ToolsSpec(ImmutableArray<Tool> Functions = default, FilePath? File = null, string? Field = null)
{
    /// <summary>The tools that are written out; empty where they are elsewhere.</summary>
    public ImmutableArray<Tool> Functions { get; init; } = Functions.IsDefault ? [] : Functions;
}
