using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Imports;

/// <summary>A log of another tool: what it says of itself, and its samples one by one.</summary>
/// <param name="Tool">Name of the tool.</param>
/// <param name="Version">Version of the tool, or of the log's format where it tells no other; null where it tells none.</param>
/// <param name="Path">The file or folder, as it is shown.</param>
/// <param name="Evaluations">What was evaluated: one model on one task each, as the log's head declares it; at least one.</param>
public sealed record ImportedLog(
    string Tool,
    string? Version,
    string Path,
    ImmutableArray<ImportedEvaluation> Evaluations
)
{
    /// <summary>Full paths of the files that it consists of.</summary>
    public required ImmutableArray<string> Files { get; init; }

    /// <summary>Reads its samples, one at a time and in the order of the log.</summary>
    /// <remarks>A log may be read several times. What is broken ends the reading with a <see cref="DocumentException"/>, with its place and no data.</remarks>
    public required Func<CancellationToken, IAsyncEnumerable<ImportedSample>> ReadAsync { get; init; }

    /// <summary>What a reader of its numbers should know: what is missing, doubled or broken off.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}
