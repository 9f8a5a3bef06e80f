using EvalHarness.Comparisons.Results;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>Computes a metric on resamples of a task's independent units.</summary>
internal interface IReplicator
{
    string Name { get; }

    bool HigherIsBetter { get; }

    /// <summary>Whether values lie in [0, 1].</summary>
    bool IsShare { get; }

    /// <summary>Smallest and largest possible value; infinite where there is none.</summary>
    (double Low, double High) Range { get; }

    /// <summary>The rows, of those named, for which the metric has something of that model.</summary>
    int[] Rows(int model, int[] rows);

    /// <summary>The value of a model on some rows; null when it is undefined there.</summary>
    double? Value(int model, int[] rows);

    /// <summary>The values of some parts, one at least, on the same resamples: parts x resamples, NaN where undefined.</summary>
    double[][] Replicate(ReplicatedPart[] parts, int resamples, ulong seed);

    /// <summary>The values of some models on the same rows and the same resamples of their clusters.</summary>
    sealed double[][] Replicate(int[] models, int[] rows, ClusterIndex units, int resamples, ulong seed) =>
        Replicate([.. models.Select(model => new ReplicatedPart(model, rows, units))], resamples, seed);

    /// <summary>The values of a model with each unit left out in turn, NaN where undefined; null when there are too many units.</summary>
    double[]? LeaveOneOut(int model, int[] rows, ClusterIndex units);

    /// <summary>
    /// The same metric with the answers that some models left out of some rows where they lower it most and where they raise it
    /// most; null where none was left out, or unusable answers count as wrong anyway.
    /// </summary>
    (IReplicator Low, IReplicator High)? Complete(int[] models, int[] rows) => null;

    /// <summary>How far the value of a model could lie off if some units behaved as none of those seen does.</summary>
    ReachCurve Reach(int model, int[] rows, ClusterIndex units);

    /// <summary>The number of the rows that the metric sees differently in two models.</summary>
    int Telling(int first, int second, int[] rows);

    /// <summary>Value with every unusable answer wrong, and with every unusable or missing one right.</summary>
    (double? Worst, double? Best) Bounds(int model);
}

/// <summary>Answers of which a value is taken on resamples: those of a model on some rows.</summary>
/// <param name="Model">Place of the model.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Units">The units of these rows, which have the same numbers in all parts that are resampled together.</param>
internal readonly record struct ReplicatedPart(int Model, int[] Rows, ClusterIndex Units);
