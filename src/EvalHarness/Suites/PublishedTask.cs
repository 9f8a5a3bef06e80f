using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Suites;

/// <summary>A leaderboard of published scores, or the place of published scores in a task's own leaderboard.</summary>
/// <param name="Name">Name of the leaderboard; that of one of the <c>tasks:</c> adds to that task's own.</param>
/// <param name="Metrics">Metrics, as the tables name them; the first is the headline.</param>
/// <param name="Dataset">The data set, as the tables name it; the task's name by default.</param>
/// <param name="Description">What the task is about, and what to beware of; it is shown as a note.</param>
/// <param name="Declared">Where it is declared.</param>
[Keyword("published-task")]
public sealed record PublishedTask(
    [KeyName("task")] string Name,
    ImmutableArray<string> Metrics,
    string? Dataset = null,
    string? Description = null,
    Location Declared = default
);
