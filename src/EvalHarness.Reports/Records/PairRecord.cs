using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;

namespace EvalHarness.Reports.Records;

/// <summary>Two models compared on the samples that they share.</summary>
/// <param name="Model">The first model.</param>
/// <param name="Against">The second model.</param>
/// <param name="Difference">First minus second, in the metric's unit; null when undefined, or biased by an early stop.</param>
/// <param name="Low">Lower limit of its interval; null where there is none.</param>
/// <param name="High">Upper limit of its interval; null where there is none.</param>
/// <param name="StandardError">Standard error of the difference; null when undefined.</param>
/// <param name="N">Samples that both answered.</param>
/// <param name="Clusters">Independent units among them.</param>
/// <param name="EffectiveClusters">Clusters of one size that would weigh as much; null without clusters.</param>
/// <param name="PValue">Two-sided p of no difference; null when not tested.</param>
/// <param name="AdjustedPValue">The same after correction over the family; null when not tested or not in the family.</param>
/// <param name="InFamily">Whether the pair belongs to the family that is corrected for.</param>
/// <param name="Verdict">What follows at the level of the comparison.</param>
/// <param name="Test">How the p-value was found.</param>
/// <param name="Statistic">The t statistic; null for a test that has none.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom of the t statistic; null for a test that has none.</param>
/// <param name="OnlyFirstRight">Samples that only the first model got right; null unless answers are right or wrong.</param>
/// <param name="OnlySecondRight">Samples that only the second model got right; null unless answers are right or wrong.</param>
/// <param name="MinimalDetectable">Smallest difference that these data would find with 80 % power; null when undefined.</param>
/// <param name="SamplesNeeded">Further samples needed to decide with 80 % power; null when decided or hopeless.</param>
/// <param name="NotWorse">Whether the first model is worse by less than the margin; null when not tested.</param>
/// <param name="NotBetter">Whether the first model is better by less than the margin; null when not tested.</param>
/// <param name="Repeats">Variance of the differences between and within samples; null unless each was asked several times without gaps.</param>
/// <param name="DesignEffect">How much the clusters take away; null without clusters.</param>
/// <param name="AttritionLow">The least that the difference could be, whatever the missing answers were; null when none is missing.</param>
/// <param name="AttritionHigh">The most that it could be; null when none is missing.</param>
/// <param name="Method">How the interval was made.</param>
/// <param name="Note">What to know of the interval; null when there is nothing.</param>
/// <param name="Reason">Why the pair is not comparable; null when it is.</param>
internal sealed record PairRecord(
    string Model,
    string Against,
    double? Difference,
    double? Low,
    double? High,
    double? StandardError,
    long N,
    long Clusters,
    double? EffectiveClusters,
    double? PValue,
    double? AdjustedPValue,
    bool InFamily,
    PairVerdict Verdict,
    string Test,
    double? Statistic,
    double? DegreesOfFreedom,
    long? OnlyFirstRight,
    long? OnlySecondRight,
    double? MinimalDetectable,
    long? SamplesNeeded,
    bool? NotWorse,
    bool? NotBetter,
    RepeatsRecord? Repeats,
    DesignEffectRecord? DesignEffect,
    double? AttritionLow,
    double? AttritionHigh,
    string Method,
    string? Note,
    string? Reason
)
{
    /// <summary>The record of a pair.</summary>
    public static PairRecord Of(PairedComparison pair) =>
        new(
            pair.Model,
            pair.Against,
            pair.Difference.Value,
            pair.Difference.Low,
            pair.Difference.High,
            pair.Difference.StandardError,
            pair.Difference.N,
            pair.Difference.Clusters,
            pair.Difference.EffectiveClusters,
            pair.PValue,
            pair.AdjustedPValue,
            pair.InFamily,
            pair.Verdict,
            pair.Test,
            pair.Statistic,
            pair.DegreesOfFreedom,
            pair.OnlyFirstRight,
            pair.OnlySecondRight,
            pair.MinimalDetectable,
            pair.SamplesNeeded,
            pair.NotWorse,
            pair.NotBetter,
            RepeatsRecord.Of(pair.Epochs),
            DesignEffectRecord.Of(pair.DesignEffect),
            pair.AttritionBounds?.Low,
            pair.AttritionBounds?.High,
            pair.Difference.Method,
            pair.Difference.Note,
            PairText.Why(pair)
        );
}
