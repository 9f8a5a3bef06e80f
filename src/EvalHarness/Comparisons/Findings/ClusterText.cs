using EvalHarness.Comparisons.Results;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Findings;

/// <summary>How many independent units there are, in words that boards, gates and reports share.</summary>
public static class ClusterText
{
    /// <summary>
    /// The number of clusters, and where they are of unequal size what they count as, for example
    /// <c>31 clusters that count as 1.7</c>.
    /// </summary>
    /// <param name="clusters">Number of clusters.</param>
    /// <param name="effective">Number of clusters of one size that would weigh as much; null where they are.</param>
    public static string Counted(long clusters, double? effective) =>
        FormattableString.Invariant($"{clusters:N0} cluster{(clusters == 1 ? "" : "s")}")
        + (
            clusters - (effective ?? clusters) < 0.05
                ? ""
                : FormattableString.Invariant($" that count as {effective:0.#}")
        );

    /// <summary>The clusters of a task.</summary>
    /// <param name="task">The task.</param>
    public static string Counted(TaskComparison task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Counted(task.Clusters, task.EffectiveClusters);
    }

    /// <summary>The clusters of an estimate.</summary>
    /// <param name="estimate">The estimate.</param>
    public static string Counted(Estimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        return Counted(estimate.Clusters, estimate.EffectiveClusters);
    }
}
