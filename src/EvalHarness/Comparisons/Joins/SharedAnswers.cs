using System.Collections.Immutable;

namespace EvalHarness.Comparisons.Joins;

/// <summary>What two models answered where both came back with a response, answer by answer.</summary>
/// <param name="Confidence">The first model's confidence in its answer; 0 where it gives none: it is never sure then.</param>
/// <param name="First">1 where the first model was right, 0 where it was not.</param>
/// <param name="Then">The same of the second model.</param>
/// <param name="Clusters">The cluster of each answer, from 0 in order of appearance; a sample without one is its own.</param>
public sealed record SharedAnswers(
    ImmutableArray<double> Confidence,
    ImmutableArray<double> First,
    ImmutableArray<double> Then,
    ImmutableArray<int> Clusters
)
{
    /// <summary>What a router would go by, answer by answer; null where the sample lacks it, empty where nothing was asked for.</summary>
    public ImmutableArray<string?> Slices { get; init; } = [];

    /// <summary>What the first model's answers cost in US dollars, answer by answer; null for one of unknown cost.</summary>
    public ImmutableArray<double?> FirstUsd { get; init; } = [];

    /// <summary>What the second model's answers cost in US dollars, answer by answer; null for one of unknown cost.</summary>
    public ImmutableArray<double?> ThenUsd { get; init; } = [];

    /// <summary>Number of answers that both models gave.</summary>
    public int Count => Confidence.Length;

    /// <summary>Number of independent units among them.</summary>
    public int ClusterCount => Clusters.IsEmpty ? 0 : Clusters.Max() + 1;
}
