using System.Globalization;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Comparisons.Stopping;
using EvalHarness.Reports.Formats;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Reports.Views;

/// <summary>The pair that a task's headline speaks about, watched while its samples came in.</summary>
/// <param name="View">The headline metric.</param>
/// <param name="Pair">What was seen at each look, from the side of the model asked about.</param>
/// <param name="AtEnd">The difference with its interval for one look at the end; null where the run could stop early.</param>
internal sealed record Watched(MetricView View, MonitoredPair Pair, Estimate? AtEnd)
{
    /// <summary>More would not be told apart on the page.</summary>
    private const int MostLooks = 60;

    /// <summary>Looks at a task with more independent units than this are as few as those of <c>monitor</c>.</summary>
    private const int ManyUnits = 5000;

    /// <summary>Watches a task's pair; null where there is none, or its metric is no mean between fixed limits.</summary>
    /// <param name="task">The task.</param>
    public static Watched? Of(TaskView task)
    {
        if (task.Task.IsPublished || task.Scores is not { } scores || !SequentialMonitor.IsWatchable(scores))
        {
            return null;
        }

        var run = task.Report.Run;
        var contest = Contest.Of(task.Task, run.Compare);
        if (contest is not { Candidate.Model: { } model, Against.Model: { } against, Pair: { } pair })
        {
            return null;
        }

        var watched = run.Stop is null
            ? SequentialMonitor.Watch(
                task.Report.Input.Scores,
                task.Task.Task,
                model,
                against,
                Looks(task.Task.Clusters)
            )
            : Stopped(task, model, against);
        return watched is not { Looks.Length: > 1, Last.Units: > 1 }
            ? null
            : new Watched(
                task.Metrics[0],
                watched,
                run.Stop is null && pair.Difference.Low is not null ? pair.Difference : null
            );
    }

    /// <summary>What the chart says, in one or two sentences.</summary>
    public string Sentence
    {
        get
        {
            var last = Pair.Last;
            string size =
                $"{Show.Count(last.Samples)} samples"
                + (last.Units < last.Samples ? $" in {Show.Count(last.Units, "cluster")}" : "");
            string found = Pair.DecidedAt is { } look
                ? $"{Pair.Model} was first found {Word(Pair.Verdict)} after {Show.Count(Pair.Looks[look - 1].Samples)} of {size}"
                : $"No look at the {size} decided between the two";
            string ends =
                $"the confidence sequence ends at {Range(last.Low, last.High)}{Show.DifferenceUnit(View.Metric.IsShare)}";
            return $"{found}; {ends}{Price}. It holds at every look at once, however often one looked.";
        }
    }

    private static int Looks(int units) =>
        units > ManyUnits ? SequentialMonitor.DefaultLooks : Math.Clamp(units, 2, MostLooks);

    private static MonitoredPair? Stopped(TaskView task, string model, string against) =>
        task.Report.Comparison.Monitored.IsDefaultOrEmpty
            ? null
            : task
                .Report.Comparison.Monitored.Where(pair => pair.Task == task.Task.Task)
                .Select(pair =>
                    (pair.Model, pair.Against) == (model, against) ? pair
                    : (pair.Model, pair.Against) == (against, model) ? pair.Swap()
                    : null
                )
                .FirstOrDefault(pair => pair is not null);

    /// <summary>What looking costs: against one look at the level of the sequence, which is that of the whole family.</summary>
    private string Price =>
        AtEnd is { Low: { } low, High: { } high } && Pair.TimesAsWide is { } times
            ? string.Create(
                CultureInfo.InvariantCulture,
                $", {times:0.0} times as wide as an interval of its level for one look at the end (by itself, at {100 * AtEnd.Level:0.##} %: {Range(low, high)})"
            )
            : "";

    private string Range(double low, double high)
    {
        int decimals = View.Metric.IsShare ? 1 : 3;
        return $"{Show.Signed(low * View.Scale, decimals)} to {Show.Signed(high * View.Scale, decimals)}";
    }

    private string Word(PairVerdict verdict) =>
        verdict switch
        {
            PairVerdict.Better => $"better than {Pair.Against}",
            PairVerdict.Worse => $"worse than {Pair.Against}",
            PairVerdict.Equivalent => $"equivalent to {Pair.Against} within the margin",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
