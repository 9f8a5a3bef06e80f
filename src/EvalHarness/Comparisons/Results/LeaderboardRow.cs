using EvalHarness.Core;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Results;

/// <summary>One model's place in a leaderboard.</summary>
/// <param name="Rank">Place from 1, by the point estimate; equal values share a place.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Estimate">Value of the metric, unusable answers counted as wrong, with its interval.</param>
public sealed record LeaderboardRow(int Rank, string Model, Estimate Estimate)
{
    /// <summary>The publication that the value comes from; null for a model that this run asked.</summary>
    public PublishedScore? Published { get; init; }

    /// <summary>The value with every unusable answer wrong; null when the metric has no bounds.</summary>
    public double? WorstCase { get; init; }

    /// <summary>The value with every unusable, failed and not run answer right; null when the metric has no bounds.</summary>
    public double? BestCase { get; init; }

    /// <summary>Variance between and within samples, for a mean over several epochs without gaps; null otherwise.</summary>
    public RepeatedEpochs? Epochs { get; init; }

    /// <summary>How much the clusters take away, for a mean of clustered samples; null otherwise.</summary>
    public DesignEffect? DesignEffect { get; init; }

    /// <summary>
    /// Best and worst place that the corrected pairs of its leaderboard leave open, for all models at once; null when not
    /// computed.
    /// </summary>
    public (int Best, int Worst)? RankInterval { get; init; }

    /// <summary>Share of joint resamples in which this model is the best; null when not computed.</summary>
    public double? ProbabilityBest { get; init; }

    /// <summary>Number of joint resamples behind <see cref="ProbabilityBest"/>; null when not computed.</summary>
    public int? RankResamples { get; init; }
}
