using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>The published scores of one task.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Metrics">Metrics, the first is the headline.</param>
/// <param name="Scores">The scores, in the order of the models.</param>
public sealed record PublishedBoard(string Task, ImmutableArray<string> Metrics, ImmutableArray<PublishedScore> Scores)
{
    /// <summary>What the task is about, and what to beware of; empty when not said.</summary>
    public string Description { get; init; } = "";
}
