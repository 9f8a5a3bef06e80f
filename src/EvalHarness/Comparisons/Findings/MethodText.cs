using EvalHarness.Comparisons.Results;

namespace EvalHarness.Comparisons.Findings;

/// <summary>How the numbers of a leaderboard were made, in words.</summary>
public static class MethodText
{
    /// <summary>How the intervals were made, in one or two sentences; empty where nothing was measured or published.</summary>
    /// <param name="task">The task.</param>
    /// <param name="metric">One of its metrics.</param>
    public static string Estimates(TaskComparison task, MetricComparison metric)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(metric);
        return $"{Measured(task, metric)} {Published(metric)}".Trim();
    }

    /// <summary>How the differences were tested and corrected; empty where none was.</summary>
    /// <param name="comparison">The run compared.</param>
    /// <param name="task">One of its tasks.</param>
    /// <param name="metric">One of its metrics.</param>
    public static string Pairs(Comparison comparison, TaskComparison task, MetricComparison metric)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(metric);
        return comparison.Run.Stop is not null && !task.IsPublished ? Watched(comparison, task, metric)
            : metric.Pairs.FirstOrDefault(pair => pair.PValue is not null) is { } pair
                ? $"{pair.Test}. {CorrectionText.Sentence(comparison.Family)}"
            : "";
    }

    /// <summary>Where rank intervals and the chance to be best come from, in two sentences; empty where there are none.</summary>
    /// <param name="task">The task.</param>
    /// <param name="metric">One of its metrics.</param>
    public static string Ranks(TaskComparison task, MetricComparison metric)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(metric);
        string places = metric.Leaderboard.Any(row => row.RankInterval is not null)
            ? "Best and worst rank are the places that the corrected pairs leave open, for all models at once (Mogstad, Romano, "
                + "Shaikh and Wilhelm 2024); the brackets of ties come from the same pairs."
            : "";
        string units = task.Clusters == task.Samples ? "samples" : "clusters";
        string chance = metric.Leaderboard.Select(row => row.RankResamples).FirstOrDefault(count => count is not null)
            is { } resamples
            ? FormattableString.Invariant(
                $"The chance to be best is the share of {resamples:N0} joint resamples of the {units} in which a model leads, ties split (Hall and Miller 2009): it is no test, and favours the model that leads in the data."
            )
            : "";
        return $"{places} {chance}".Trim();
    }

    private static string Measured(TaskComparison task, MetricComparison metric)
    {
        var estimates = metric.Leaderboard.Where(row => row.Published is null).Select(row => row.Estimate).ToArray();
        if (estimates.MaxBy(estimate => estimate.N) is not { } about)
        {
            return "";
        }

        string how = string.Join(
            " or ",
            estimates.Select(estimate => estimate.Method).Distinct(StringComparer.Ordinal)
        );
        string units =
            task.Clusters == task.Samples
                ? FormattableString.Invariant($"{about.N} samples")
                : FormattableString.Invariant($"{about.N} samples in ")
                    + $"{ClusterText.Counted(about)} by {task.ClusterField}";
        string draws = about.Resamples is { } resamples
            ? FormattableString.Invariant($", {resamples} resamples, seed {about.Seed}")
            : "";
        return FormattableString.Invariant($"{100 * about.Level:0.#} % {how}, {units}{draws}.");
    }

    private static string Published(MetricComparison metric)
    {
        double[] sds =
        [
            .. metric
                .Leaderboard.Select(row => row.Published)
                .OfType<Core.PublishedScore>()
                .Select(score => score.ProtocolSd)
                .Distinct()
                .Order(),
        ];
        string points = string.Join(" or ", sds.Select(sd => FormattableString.Invariant($"{100 * sd:0.#}")));
        return sds.Length == 0
            ? ""
            : $"Published scores carry an error between protocols of {points} points (standard deviation); "
                + "intervals only where they are shares of a stated number of samples.";
    }

    private static string Watched(Comparison comparison, TaskComparison task, MetricComparison metric) =>
        comparison.Monitored.FirstOrDefault(one => one.Task == task.Task && one.Metric == metric.Metric) is { } watched
            ? $"{char.ToUpperInvariant(watched.Method[0])}{watched.Method[1..]}; Bonferroni over {comparison.Monitored.Length} watched."
            : "Not watched, so not tested.";
}
