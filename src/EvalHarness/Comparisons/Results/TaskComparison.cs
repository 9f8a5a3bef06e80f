using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Comparisons.Results;

/// <summary>The comparison of the models in one task.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="Epochs">How often each sample is asked.</param>
/// <param name="ClusterField">Field that clusters the samples; null when none does.</param>
/// <param name="Clusters">Number of clusters; equals the samples when no field clusters them.</param>
/// <param name="Models">What each model did, in the order of the suite.</param>
/// <param name="Metrics">One comparison a metric, in the order of the suite; the first is the headline.</param>
public sealed record TaskComparison(
    string Task,
    int Samples,
    int Epochs,
    string? ClusterField,
    int Clusters,
    ImmutableArray<ModelSummary> Models,
    ImmutableArray<MetricComparison> Metrics
)
{
    /// <summary>
    /// Number of clusters of one size that would weigh as much, at most <see cref="Clusters"/>: near 1 where one cluster holds
    /// nearly all samples.
    /// </summary>
    public double EffectiveClusters { get; init; } = Clusters;

    /// <summary>The task that it is a variant of; null where the suite declares it as it is.</summary>
    public TaskVariant? Variant { get; init; }

    /// <summary>Whether its samples are changed copies of those of another task: it stands for no claim of its own.</summary>
    public bool IsCopy => Variant is { Kind: VariantKind.Perturbation };

    /// <summary>Labels of the confusion matrices; empty when answers are open.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Whether all of it was published elsewhere and nothing measured by this run.</summary>
    public bool IsPublished => Samples == 0;

    /// <summary>The comparison by the first metric, which the headline of a report rests on.</summary>
    public MetricComparison Headline => Metrics[0];
}
