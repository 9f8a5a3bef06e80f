using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Stopping;

/// <summary>What may be said of a run that could stop early: confidence sequences, and no test made for one look.</summary>
internal static class StoppedRun
{
    /// <summary>The comparison with every pair's difference told by its confidence sequence.</summary>
    public static Comparison Apply(Comparison comparison, ImmutableArray<MonitoredPair> watched) =>
        comparison with
        {
            Monitored = watched,
            Tasks = [.. comparison.Tasks.Select(task => task.IsPublished ? task : Apply(task, watched))],
        };

    private static TaskComparison Apply(TaskComparison task, ImmutableArray<MonitoredPair> watched) =>
        task with
        {
            Metrics = [.. task.Metrics.Select(metric => Apply(task, metric, watched))],
        };

    private static MetricComparison Apply(
        TaskComparison task,
        MetricComparison metric,
        ImmutableArray<MonitoredPair> watched
    )
    {
        return Standings.Of(
            metric with
            {
                Pairs =
                [
                    .. metric.Pairs.Select(pair =>
                        watched.FirstOrDefault(w => Is(w, task, metric, pair.Model, pair.Against)) is { } same
                            ? Tell(pair, same, watched.Length, metric)
                        : watched.FirstOrDefault(w => Is(w, task, metric, pair.Against, pair.Model)) is { } swapped
                            ? Tell(pair.Swap(), swapped, watched.Length, metric).Swap()
                        : IsPublished(metric, pair.Model) && IsPublished(metric, pair.Against) ? pair
                        : Untested(pair)
                    ),
                ],
            }
        );
    }

    /// <summary>What was published came from no look at this run.</summary>
    private static bool IsPublished(MetricComparison metric, string model) =>
        metric.Leaderboard.Any(row => row.Model == model && row.Published is not null);

    private static bool Is(
        MonitoredPair watched,
        TaskComparison task,
        MetricComparison metric,
        string model,
        string against
    ) =>
        watched.Task == task.Task
        && watched.Metric == metric.Metric
        && watched.Model == model
        && watched.Against == against;

    private static PairedComparison Tell(PairedComparison pair, MonitoredPair watched, int family, MetricComparison of)
    {
        if (pair.Verdict == PairVerdict.NotComparable)
        {
            return pair;
        }

        var last = watched.Last;
        var (notLower, notHigher) = (last.Low > -of.Margin, last.High < of.Margin);
        return pair with
        {
            Difference = new Estimate(
                null,
                last.Low,
                last.High,
                watched.Level,
                last.Samples,
                last.Units,
                watched.Method,
                Note: "a confidence sequence, valid at any stop; the value at the stop is not told, for it is biased"
            ),
            PValue = last.P,
            AdjustedPValue = Math.Min(1, last.P * family),
            InFamily = true,
            Verdict = watched.Verdict,
            Test = watched.Method,
            Statistic = null,
            DegreesOfFreedom = null,
            MinimalDetectable = null,
            SamplesNeeded = null,
            NotWorse = of.HigherIsBetter ? notLower : notHigher,
            NotBetter = of.HigherIsBetter ? notHigher : notLower,
        };
    }

    private static PairedComparison Untested(PairedComparison pair) =>
        pair.NotTested(pair.Reason ?? new PairReason.NotWatched()) with
        {
            Difference = new Estimate(
                null,
                null,
                null,
                pair.Difference.Level,
                pair.Difference.N,
                pair.Difference.Clusters,
                "none"
            ),
        };
}
