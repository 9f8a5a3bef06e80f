using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Stopping;

/// <summary>
/// Watches the declared comparisons of a run's headline metrics while its samples come in, in the random order that the
/// suite's seed draws: bets on the mean difference over samples, whole clusters at once. See <see cref="UnitBets"/>. A function
/// of the log.
/// </summary>
public static class SequentialMonitor
{
    /// <summary>Number of looks at the data, by equal numbers of independent units, where nobody names another.</summary>
    public const int DefaultLooks = 20;

    /// <summary>Watches a run up to the look that it has come to; to the end when it has no rule for stopping.</summary>
    /// <param name="table">The run with its scores.</param>
    /// <param name="looks">Number of looks for a run without a rule.</param>
    /// <returns>The pairs, in the order of tasks and models; empty when nothing can be watched.</returns>
    public static ImmutableArray<MonitoredPair> Watch(ScoreTable table, int looks = DefaultLooks)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(looks, 1);
        var pairs = table.Tasks.Where(IsWatchable).SelectMany(task => Pairs(table.Header, task)).ToList();
        double level = 1 - ((1 - table.Header.Compare.Confidence) / Math.Max(1, pairs.Count));
        return [.. pairs.Select(pair => Watch(table.Header, pair, level, looks))];
    }

    /// <summary>Watches one pair of a run to its end; a pair that is not declared counts as one more in the correction.</summary>
    /// <param name="table">The run with its scores.</param>
    /// <param name="task">Name of the task.</param>
    /// <param name="model">Name of the first model.</param>
    /// <param name="against">Name of the second model.</param>
    /// <param name="looks">Number of looks for a run without a rule.</param>
    /// <returns>The pair; null where the task cannot be watched or has no such models.</returns>
    public static MonitoredPair? Watch(ScoreTable table, string task, string model, string against, int looks)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(looks, 1);
        var scores = table.Tasks.FirstOrDefault(one => one.Task.Name == task);
        if (scores is null || !IsWatchable(scores))
        {
            return null;
        }

        var names = scores.Models.Select(one => one.Name).ToList();
        var (first, second) = (names.IndexOf(model), names.IndexOf(against));
        if (first < 0 || second < 0 || first == second)
        {
            return null;
        }

        var declared = table.Tasks.Where(IsWatchable).SelectMany(one => Pairs(table.Header, one)).ToList();
        bool isDeclared = declared.Any(pair =>
            pair.Scores == scores
            && (pair.First, pair.Second) is var (a, b)
            && ((a, b) == (first, second) || (a, b) == (second, first))
        );
        double level = 1 - ((1 - table.Header.Compare.Confidence) / (declared.Count + (isDeclared ? 0 : 1)));
        return Watch(table.Header, (scores, first, second), level, looks);
    }

    /// <summary>
    /// Whether the headline metric of a task can be watched: a mean whose values have a smallest and a largest, and that no labels of people
    /// correct, for what is corrected is no mean of the samples so far.
    /// </summary>
    public static bool IsWatchable(TaskScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return scores.Models.Length > 1
            && scores.Metrics.FirstOrDefault(metric => metric.Name == scores.MetricNames[0])
                is { IsMean: true, Range: { Low: > double.NegativeInfinity, High: < double.PositiveInfinity } }
            && !LabelledAnswers.Correct(scores, scores.PlaceOf(scores.MetricNames[0]));
    }

    private static IEnumerable<(TaskScores Scores, int First, int Second)> Pairs(RunHeader header, TaskScores scores)
    {
        var models = scores.Models;
        int reference = Reference(header.Compare, models);
        bool hasCustom = models.Any(model => model.Kind == ModelKind.Custom);
        for (int model = 0; model < models.Length; model++)
        {
            bool isCandidate = header.Compare.Candidates switch
            {
                null or ["custom"] => !hasCustom || models[model].Kind == ModelKind.Custom,
                ["all"] => true,
                { } listed => listed.Contains(models[model].Name),
            };
            if (isCandidate && model != reference)
            {
                yield return (scores, model, reference);
            }
        }
    }

    /// <summary>The declared baseline, else the first general model, else the first: known before the data are.</summary>
    private static int Reference(CompareSpec compare, ImmutableArray<ModelHeader> models)
    {
        int declared = models.Select(model => model.Name).ToList().IndexOf(compare.Baseline ?? "");
        int general = models.Select(model => model.Kind).ToList().IndexOf(ModelKind.General);
        return declared >= 0 ? declared : Math.Max(0, general);
    }

    private static MonitoredPair Watch(
        RunHeader header,
        (TaskScores Scores, int First, int Second) pair,
        double level,
        int otherwise
    )
    {
        var scores = pair.Scores;
        var order = SamplingOrder.Of(header.Seed, scores);
        var watch = new PairWatch(scores, pair.First, pair.Second, order, level);
        int looks = header.Stop?.Looks ?? otherwise;
        int taken = header.Stop is { LooksTaken: > 0 } stop ? stop.LooksTaken : looks;
        return watch.Look(looks, taken, header.Compare.Margin);
    }
}
