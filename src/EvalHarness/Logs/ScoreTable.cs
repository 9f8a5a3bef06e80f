using System.Collections.Immutable;

namespace EvalHarness.Logs;

/// <summary>A run with its scores, in memory: what comparisons and reports are functions of.</summary>
/// <param name="Header">Header of the run.</param>
/// <param name="Tasks">Scores of each task, in the order of the suite.</param>
public sealed record ScoreTable(RunHeader Header, ImmutableArray<TaskScores> Tasks);
