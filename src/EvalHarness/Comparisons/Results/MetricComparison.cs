using System.Collections.Immutable;

namespace EvalHarness.Comparisons.Results;

/// <summary>The comparison of the models by one metric of one task.</summary>
/// <param name="Metric">Name of the metric.</param>
/// <param name="HigherIsBetter">Whether more is better.</param>
/// <param name="IsShare">Whether values are shares, told in per cent and their differences in points.</param>
/// <param name="Reference">Model that the others are measured against; null when there is only one.</param>
/// <param name="Leaderboard">The models, best first.</param>
/// <param name="Pairs">Every pair of models, in the order of the leaderboard: the better-ranked one first.</param>
/// <param name="Slices">Scores by the values of the slice fields.</param>
public sealed record MetricComparison(
    string Metric,
    bool HigherIsBetter,
    bool IsShare,
    string? Reference,
    ImmutableArray<LeaderboardRow> Leaderboard,
    ImmutableArray<PairedComparison> Pairs,
    ImmutableArray<SliceComparison> Slices
)
{
    /// <summary>Smallest difference that matters, in the metric's unit.</summary>
    public double Margin { get; init; }

    /// <summary>Runs of neighbours in the leaderboard that cannot be told apart, as positions from 0, both ends included.</summary>
    public ImmutableArray<TieGroup> TieGroups { get; init; } = [];

    /// <summary>How far each model falls behind its own score where it is worst, field by field; empty without slices.</summary>
    public ImmutableArray<SliceGap> SliceGaps { get; init; } = [];

    /// <summary>Models with responses that an evaluator has no score for; empty where every response has one.</summary>
    public ImmutableArray<UnscoredAnswers> Unscored { get; init; } = [];

    /// <summary>The comparison of two models, from the first one's side; null when they were not compared.</summary>
    /// <param name="model">The model whose difference is wanted.</param>
    /// <param name="against">The model it is measured against.</param>
    public PairedComparison? Find(string model, string against)
    {
        foreach (var pair in Pairs)
        {
            if (pair.Model == model && pair.Against == against)
            {
                return pair;
            }

            if (pair.Model == against && pair.Against == model)
            {
                return pair.Swap();
            }
        }

        return null;
    }
}

/// <summary>Neighbours in the leaderboard that cannot be told apart.</summary>
/// <param name="First">Position of the best of them, from 0.</param>
/// <param name="Last">Position of the worst of them, included.</param>
public readonly record struct TieGroup(int First, int Last);
