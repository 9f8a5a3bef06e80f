using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Scoring;

namespace EvalHarness.Logs;

/// <summary>The scores of one task in columns: models x samples x epochs, ready for statistics.</summary>
/// <remarks>Cells are numbered <c>sample * epochs + epoch</c> within a model.</remarks>
public sealed class TaskScores
{
    /// <summary>The task.</summary>
    public required TaskHeader Task { get; init; }

    /// <summary>The samples, in the order of the dataset.</summary>
    public required ImmutableArray<Sample> Samples { get; init; }

    /// <summary>The models that were asked, in the order of the suite.</summary>
    public required ImmutableArray<ModelHeader> Models { get; init; }

    /// <summary>The metrics with a vector a cell, in the order of the suite.</summary>
    public required ImmutableArray<IMetric> Metrics { get; init; }

    /// <summary>The metrics that need the whole set, in the order of the suite.</summary>
    public ImmutableArray<IWeightedMetric> WeightedMetrics { get; init; } = [];

    /// <summary>Names of all metrics in the order of the suite.</summary>
    public required ImmutableArray<string> MetricNames { get; init; }

    /// <summary>The cells of each model, in the order of <see cref="Models"/>.</summary>
    public required ImmutableArray<ModelCells> Cells { get; init; }
}
