using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>Finds the statistics that suit a metric.</summary>
internal static class Comparators
{
    public static IComparator Find(TaskScores scores, string name, ClusterIndex clusters, RunHeader header)
    {
        int index = Index(scores.Metrics, name, metric => metric.Name);
        if (index >= 0)
        {
            return scores.Metrics[index].IsMean
                ? new MeanComparator(scores, index, clusters, header)
                : new ReplicateComparator(scores, new FormulaReplicator(scores, index), clusters, header);
        }

        int weighted = Index(scores.WeightedMetrics, name, metric => metric.Name);
        return weighted >= 0
            ? new ReplicateComparator(scores, new WeightedReplicator(scores, weighted), clusters, header)
            : throw new ArgumentException($"no metric '{name}' in task '{scores.Task.Name}'", nameof(name));
    }

    private static int Index<T>(IReadOnlyList<T> metrics, string name, Func<T, string> nameOf)
    {
        for (int i = 0; i < metrics.Count; i++)
        {
            if (nameOf(metrics[i]) == name)
            {
                return i;
            }
        }

        return -1;
    }
}
