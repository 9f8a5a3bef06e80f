using EvalHarness.Comparisons.Results;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Reports.Records;

/// <summary>One model's place in a leaderboard.</summary>
/// <param name="Rank">Place from 1, by the point estimate; equal values share a place.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Value">Value of the metric, unusable answers counted as wrong; null when undefined.</param>
/// <param name="Low">Lower limit of its interval; null where there is none.</param>
/// <param name="High">Upper limit of its interval; null where there is none.</param>
/// <param name="StandardError">Standard error of the value; null when undefined.</param>
/// <param name="Method">How value and interval were made.</param>
/// <param name="Repeats">Variance between and within samples; null unless each was asked several times without gaps.</param>
/// <param name="DesignEffect">How much the clusters take away; null without clusters.</param>
/// <param name="Note">What to know of the interval; null when there is nothing.</param>
/// <param name="WorstCase">The value with every unusable answer wrong; null when the metric has no bounds.</param>
/// <param name="BestCase">The value with every unusable, failed and not run answer right; null when the metric has no bounds.</param>
/// <param name="BestRank">Best place that the data allow; null when not computed.</param>
/// <param name="WorstRank">Worst place that the data allow; null when not computed.</param>
/// <param name="ProbabilityBest">Share of joint resamples in which this model is the best; null when not computed.</param>
internal sealed record LeaderboardRecord(
    int Rank,
    string Model,
    double? Value,
    double? Low,
    double? High,
    double? StandardError,
    string Method,
    RepeatsRecord? Repeats,
    DesignEffectRecord? DesignEffect,
    string? Note,
    double? WorstCase,
    double? BestCase,
    int? BestRank,
    int? WorstRank,
    double? ProbabilityBest
)
{
    /// <summary>The record of a row.</summary>
    public static LeaderboardRecord Of(LeaderboardRow row) =>
        new(
            row.Rank,
            row.Model,
            row.Estimate.Value,
            row.Estimate.Low,
            row.Estimate.High,
            row.Estimate.StandardError,
            row.Estimate.Method,
            RepeatsRecord.Of(row.Epochs),
            DesignEffectRecord.Of(row.DesignEffect),
            row.Estimate.Note,
            row.WorstCase,
            row.BestCase,
            row.RankInterval?.Best,
            row.RankInterval?.Worst,
            row.ProbabilityBest
        );
}

/// <summary>The variance of repeated answers, taken apart.</summary>
/// <param name="Epochs">Repeats of each sample.</param>
/// <param name="WithinVariance">Variance within samples; null when undefined.</param>
/// <param name="BetweenVariance">Variance between samples; null when undefined.</param>
/// <param name="StandardError">Standard error with these repeats; null when undefined.</param>
/// <param name="StandardErrorCr0">The same without the correction for few samples; null when undefined.</param>
/// <param name="StandardErrorAtOneEpoch">Standard error that one repeat would have; null when undefined.</param>
/// <param name="StandardErrorAtInfinitelyMany">Standard error that no number of repeats goes below; null when undefined.</param>
/// <param name="NaiveStandardError">Standard error if repeats were samples of their own, which they are not; null when undefined.</param>
internal sealed record RepeatsRecord(
    int Epochs,
    double? WithinVariance,
    double? BetweenVariance,
    double? StandardError,
    double? StandardErrorCr0,
    double? StandardErrorAtOneEpoch,
    double? StandardErrorAtInfinitelyMany,
    double? NaiveStandardError
)
{
    /// <summary>The record of repeats; null where there are none.</summary>
    public static RepeatsRecord? Of(RepeatedEpochs? repeats) =>
        repeats is null
            ? null
            : new(
                repeats.Epochs,
                repeats.Within,
                repeats.Between,
                repeats.StandardError,
                repeats.StandardError * Math.Sqrt(1 - (1.0 / repeats.Items)),
                repeats.AtOneEpoch,
                repeats.AtInfinitelyManyEpochs,
                repeats.NaiveIndependent
            );
}

/// <summary>How much clusters take away from the samples.</summary>
/// <param name="Clusters">Number of clusters.</param>
/// <param name="ClusterSize">Samples of a cluster, as the design effect weighs them.</param>
/// <param name="Icc">Intraclass correlation; null when undefined.</param>
/// <param name="Factor">By how much the variance of the mean is larger than that of independent samples; null when undefined.</param>
internal sealed record DesignEffectRecord(int Clusters, double ClusterSize, double? Icc, double? Factor)
{
    /// <summary>The record of a design effect; null where there is none.</summary>
    public static DesignEffectRecord? Of(DesignEffect? effect) =>
        effect is null ? null : new(effect.Clusters, effect.ClusterSize, effect.IntraclassCorrelation, effect.Factor);
}
