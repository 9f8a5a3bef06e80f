using System.Collections.Immutable;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Comparisons.Joins;

/// <summary>One metric of several models on the samples that they share, ready for any weighting of the clusters.</summary>
/// <param name="Task">The task.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Samples">The samples shared.</param>
/// <param name="Clusters">Their clusters.</param>
/// <param name="Values">By model, the value for a weighting.</param>
internal sealed record SharedMetric(
    string Task,
    string Metric,
    int Samples,
    int Clusters,
    ImmutableArray<WeightedValue> Values
);

/// <summary>How often each true class was given which answer, by several models on the samples that they share.</summary>
/// <param name="Task">The task.</param>
/// <param name="Samples">The samples shared, of the classes asked for.</param>
/// <param name="LeftOut">The samples of other classes.</param>
/// <param name="Clusters">The clusters of the samples.</param>
/// <param name="Rows">
/// By model, a row a cluster: counts by true class and given class, row by row, a last column in each for what is none of
/// the classes.
/// </param>
internal sealed record SharedConfusions(
    string Task,
    int Samples,
    int LeftOut,
    int Clusters,
    ImmutableArray<ReadOnlyMemory<double>> Rows
);
