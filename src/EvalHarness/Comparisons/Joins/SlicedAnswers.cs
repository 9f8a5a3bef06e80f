using System.Collections.Immutable;

namespace EvalHarness.Comparisons.Joins;

/// <summary>What several models answered where all of them came back with a response, with a field of the sample that may decide between them.</summary>
/// <param name="Models">The models.</param>
/// <param name="Right">1 where a model was right, 0 where it was not: model by model, answer by answer.</param>
/// <param name="Usd">What the answers cost in US dollars, model by model; null for one of unknown cost.</param>
/// <param name="Slices">The value of the field, answer by answer; null where the sample lacks it.</param>
/// <param name="Clusters">The cluster of each answer, from 0 in order of appearance; a sample without one is its own.</param>
public sealed record SlicedAnswers(
    ImmutableArray<AnsweringModel> Models,
    ImmutableArray<ImmutableArray<double>> Right,
    ImmutableArray<ImmutableArray<double?>> Usd,
    ImmutableArray<string?> Slices,
    ImmutableArray<int> Clusters
)
{
    /// <summary>Number of answers that all of the models gave.</summary>
    public int Count => Slices.Length;

    /// <summary>Number of independent units among them.</summary>
    public int ClusterCount => Clusters.IsEmpty ? 0 : Clusters.Max() + 1;
}
