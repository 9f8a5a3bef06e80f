using System.Collections.Immutable;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Results;

/// <summary>What the prompts of a task make of the scores of its models by one metric: as many tasks of the run, asked of the same samples.</summary>
/// <param name="Task">Name of the task that the suite declares.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="HigherIsBetter">Whether more is better.</param>
/// <param name="IsShare">Whether values are shares, told in per cent and their differences in points.</param>
/// <param name="Prompts">Names of the prompts, in the order of the suite.</param>
/// <param name="Models">What each model makes of them, in the order of the suite.</param>
/// <param name="Reference">Model that the others are measured against; null when there is only one.</param>
/// <param name="Differences">The models less the reference, where every prompt has a difference that may be tested.</param>
public sealed record PromptComparison(
    string Task,
    string Metric,
    bool HigherIsBetter,
    bool IsShare,
    ImmutableArray<string> Prompts,
    ImmutableArray<PromptEffects> Models,
    string? Reference,
    ImmutableArray<PromptEffects> Differences
);

/// <summary>Scores of a model under several prompts, or its differences to another model.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Values">
/// The score, or difference, under each prompt, over the samples answered under every prompt; as its board has it where
/// <see cref="Effects"/> is null. Null where there is none.
/// </param>
/// <param name="Mean">The mean over the prompts, with an interval that takes prompts as well as samples as drawn.</param>
public sealed record PromptEffects(string Model, ImmutableArray<double?> Values, Estimate Mean)
{
    /// <summary>
    /// What values vary by, over the samples answered under every prompt; null where the metric is no mean of one number a
    /// sample, or no sample was.
    /// </summary>
    public CrossedEffects? Effects { get; init; }

    /// <summary>Samples left out of <see cref="Effects"/> because an answer under one of the prompts is missing.</summary>
    public int LeftOut { get; init; }

    /// <summary>Largest less smallest value; null where fewer than two prompts have one.</summary>
    public double? Spread => Values.Count(value => value is not null) < 2 ? null : Values.Max() - Values.Min();

    /// <summary>1 where all values are above 0, -1 where all are below, 0 where they differ in sign or one is 0; null where one is missing.</summary>
    public int? Sign =>
        Values.Any(value => value is null) ? null
        : Values.All(value => value > 0) ? 1
        : Values.All(value => value < 0) ? -1
        : 0;
}
