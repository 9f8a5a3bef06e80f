using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
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
            Notes = [Sentence(comparison.Run.Stop!), SequentialMonitor.Cost, .. comparison.Notes],
        };

    private static string Sentence(StopRule rule) =>
        FormattableString.Invariant(
            $"The run may stop when all is decided and looked at its data {rule.LooksTaken} of {rule.Looks} times; "
        )
        + (rule.IsDecided ? "it stopped there, and what was left unasked is not missing. " : "not all was decided. ")
        + "Scores at a stop lie too far apart: read the confidence sequences of the differences, not their middle.";

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
        var applied = metric with
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
        };
        var board = metric.Leaderboard;
        return applied with
        {
            TieGroups = TieGroups.Find(
                board.Length,
                (better, worse) =>
                    applied.Find(board[better].Model, board[worse].Model)?.Verdict
                        is PairVerdict.Better
                            or PairVerdict.Worse
            ),
            PairMethod = watched.FirstOrDefault(w => w.Task == task.Task && w.Metric == metric.Metric) is { } one
                ? $"{char.ToUpperInvariant(one.Method[0])}{one.Method[1..]}; Bonferroni over {watched.Length} watched."
                : "Not watched, so not tested.",
        };
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

    private static PairedComparison Untested(PairedComparison pair)
    {
        const string reason = "not watched: a test made for one look claims too much after a stop";
        return pair with
        {
            Difference = Estimate.Undefined(
                reason,
                pair.Difference.Level,
                pair.Difference.N,
                pair.Difference.Clusters,
                "none"
            ),
            PValue = null,
            AdjustedPValue = null,
            InFamily = false,
            Verdict = PairVerdict.NotComparable,
            Reason = pair.Reason ?? reason,
            Statistic = null,
            DegreesOfFreedom = null,
            MinimalDetectable = null,
            SamplesNeeded = null,
            NotWorse = null,
            NotBetter = null,
        };
    }
}
