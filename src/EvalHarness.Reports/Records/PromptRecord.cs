using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;

namespace EvalHarness.Reports.Records;

/// <summary>What the prompts of a task make of its scores by one metric.</summary>
/// <param name="Task">Name of the task that the suite declares; its prompts are tasks of their own, <c>task@prompt</c>.</param>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Prompts">Names of the prompts.</param>
/// <param name="Models">What each model makes of them.</param>
/// <param name="Reference">Model that the others are measured against; null when there is only one.</param>
/// <param name="Differences">The models less the reference, where every prompt has a difference that may be tested.</param>
internal sealed record PromptRecord(
    string Task,
    string Metric,
    ImmutableArray<string> Prompts,
    ImmutableArray<PromptEffectsRecord> Models,
    string? Reference,
    ImmutableArray<PromptEffectsRecord> Differences
)
{
    /// <summary>The record of what prompts make of a metric.</summary>
    public static PromptRecord Of(PromptComparison prompts) =>
        new(
            prompts.Task,
            prompts.Metric,
            prompts.Prompts,
            [.. prompts.Models.Select(PromptEffectsRecord.Of)],
            prompts.Reference,
            [.. prompts.Differences.Select(PromptEffectsRecord.Of)]
        );
}

/// <summary>Scores of a model under several prompts, or its differences to another model.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Values">The score, or difference, under each prompt, over the samples answered under every prompt; null where there is none.</param>
/// <param name="Mean">The mean over the prompts; null where there is none.</param>
/// <param name="MeanLow">Lower limit of its interval, which takes prompts and samples as drawn; null below three prompts.</param>
/// <param name="MeanHigh">Upper limit of its interval; null below three prompts.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom of the interval; null where the metric is no mean of one number a sample.</param>
/// <param name="Spread">Largest less smallest value; null where fewer than two prompts have one.</param>
/// <param name="PromptVariance">
/// Variance between prompts beyond what the same samples explain, as estimated: it may be negative, which is evidence of none. Null
/// where the metric is no mean of one number a sample.
/// </param>
/// <param name="SampleVariance">Variance between samples, as estimated; null likewise.</param>
/// <param name="RestVariance">Variance of what is left; null likewise.</param>
/// <param name="Sign">Of differences: 1 where all are above 0, -1 where all are below, 0 otherwise; null where one is missing.</param>
/// <param name="Samples">Samples answered under every prompt, on which mean and variances rest; 0 where the metric is no such mean.</param>
/// <param name="LeftOut">Samples left out because an answer under one of the prompts is missing.</param>
internal sealed record PromptEffectsRecord(
    string Model,
    ImmutableArray<double?> Values,
    double? Mean,
    double? MeanLow,
    double? MeanHigh,
    double? DegreesOfFreedom,
    double? Spread,
    double? PromptVariance,
    double? SampleVariance,
    double? RestVariance,
    int? Sign,
    long Samples,
    int LeftOut
)
{
    /// <summary>The record of what prompts make of a model's scores, or of its differences.</summary>
    public static PromptEffectsRecord Of(PromptEffects model) =>
        new(
            model.Model,
            model.Values,
            model.Mean.Value,
            model.Mean.Low,
            model.Mean.High,
            model.Effects?.DegreesOfFreedom,
            model.Spread,
            model.Effects?.ConditionEstimate,
            model.Effects?.ItemEstimate,
            model.Effects?.RestVariance,
            model.Sign,
            model.Mean.N,
            model.LeftOut
        );
}
