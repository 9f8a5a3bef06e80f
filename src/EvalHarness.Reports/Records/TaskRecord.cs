using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;

namespace EvalHarness.Reports.Records;

/// <summary>What was measured in one task.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Samples">Number of samples; 0 for published scores.</param>
/// <param name="Epochs">Repeats of each sample.</param>
/// <param name="ClusterField">Field that clusters the samples; null when none does.</param>
/// <param name="Clusters">Number of clusters; the samples when no field clusters them.</param>
/// <param name="EffectiveClusters">Clusters of one size that would weigh as much, at most the clusters.</param>
/// <param name="Models">What each model did, in the order of the suite.</param>
/// <param name="Metrics">How well, metric by metric; the first is the headline.</param>
internal sealed record TaskRecord(
    string Task,
    int Samples,
    int Epochs,
    string? ClusterField,
    int Clusters,
    double EffectiveClusters,
    ImmutableArray<ModelRecord> Models,
    ImmutableArray<MetricRecord> Metrics
)
{
    /// <summary>The record of a task's comparison.</summary>
    public static TaskRecord Of(TaskComparison task) =>
        new(
            task.Task,
            task.Samples,
            task.Epochs,
            task.ClusterField,
            task.Clusters,
            task.EffectiveClusters,
            [.. task.Models.Select(ModelRecord.Of)],
            [.. task.Metrics.Select(metric => MetricRecord.Of(task, metric))]
        );
}
