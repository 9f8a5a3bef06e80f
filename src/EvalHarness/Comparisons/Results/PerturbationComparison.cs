using System.Collections.Immutable;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Results;

/// <summary>What the models lose on copies of samples that a person would answer alike.</summary>
/// <param name="Task">Name of the task as it is declared.</param>
/// <param name="Perturbation">How the copies are changed.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="IsShare">Whether values are shares, told in per cent and their differences in points.</param>
/// <param name="Samples">Number of samples of which there is a copy.</param>
/// <param name="Rows">The models, in the order of the suite.</param>
public sealed record PerturbationComparison(
    string Task,
    string Perturbation,
    string Metric,
    bool IsShare,
    int Samples,
    ImmutableArray<PerturbationRow> Rows
);

/// <summary>What one model loses on changed copies.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Original">Its score on the samples as they are.</param>
/// <param name="Copies">Its score on their copies.</param>
/// <param name="Loss">How much worse it is on the copies, sample by sample, with its interval; below 0 where it is better.</param>
/// <param name="PValue">Two-sided p-value of no loss; null when not tested.</param>
/// <param name="AdjustedPValue">The same corrected by Holm over all models and changes of the task's metric; null when not tested.</param>
/// <param name="Verdict">Of the copies against the samples as they are: <see cref="PairVerdict.Worse"/> where the loss is more than noise.</param>
/// <param name="Turned">Share of the answers that are others on the copies; null without answers to both, and where right answers are written otherwise, as letters of options in another order.</param>
public sealed record PerturbationRow(
    string Model,
    Estimate Original,
    Estimate Copies,
    Estimate Loss,
    double? PValue,
    double? AdjustedPValue,
    PairVerdict Verdict,
    double? Turned
);
