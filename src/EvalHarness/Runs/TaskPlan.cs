using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>A task whose samples have been read.</summary>
/// <param name="Task">The task.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="Hash">Hash of its samples, whatever their order.</param>
/// <param name="Labels">Labels of its answers, sorted; empty when answers are open and many.</param>
public sealed record TaskPlan(EvalTask Task, int Samples, string Hash, ImmutableArray<string> Labels)
{
    /// <summary>Samples that a model of the suite learned from.</summary>
    public int Overlaps { get; init; }

    /// <summary>What reading the samples found worth a look.</summary>
    internal ImmutableArray<Warning> Warnings { get; init; } = [];
}
