using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Scoring.Metrics;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>Finds the statistics that suit a metric.</summary>
internal static class Comparators
{
    public static IComparator Find(TaskScores scores, string name, ClusterIndex clusters, RunHeader header)
    {
        int index = scores.PlaceOf(name);
        if (index >= 0)
        {
            if (CorrectedScores.Of(scores, index) is { } corrected)
            {
                return new CorrectedComparator(scores, corrected, clusters, header);
            }

            return SampleMatrix.HasMeans(scores.Metrics[index])
                ? new MeanComparator(scores, index, clusters, header)
                : new ReplicateComparator(scores, new FormulaReplicator(scores, index), clusters, header);
        }

        int weighted = scores.PlaceOfWeighted(name);
        return weighted < 0
                ? throw new ArgumentException($"no metric '{name}' in task '{scores.Task.Name}'", nameof(name))
            : scores.WeightedMetrics[weighted] is Latency latency
                ? new LatencyComparator(scores, latency.Quantile, clusters, header)
            : new ReplicateComparator(scores, new WeightedReplicator(scores, weighted), clusters, header);
    }
}
