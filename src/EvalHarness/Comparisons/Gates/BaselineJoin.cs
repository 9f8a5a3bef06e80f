using System.Collections.Immutable;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Gates;

/// <summary>Pairs a task with its baseline by sample id and content, or says why the two are not comparable.</summary>
internal static class BaselineJoin
{
    private const string Mend = "look at the change, then save a new baseline";

    /// <summary>The models of a baseline that were asked.</summary>
    public static ImmutableArray<ModelHeader> Models(ScoreTable baseline) =>
        [.. baseline.Header.Models.Where(model => model.IsAsked)];

    /// <summary>The task with the baseline's models after its own; a sample that the baseline lacks was not run there.</summary>
    public static TaskScores Beside(TaskScores task, TaskScores? earlier, ScoreTable baseline)
    {
        int[] cells = Cells(task, earlier);
        return task with
        {
            Models = [.. task.Models, .. Models(baseline)],
            Cells =
            [
                .. task.Cells,
                .. Models(baseline)
                    .Select(
                        (_, model) =>
                            earlier is { Samples.Length: > 0 }
                                ? Align(task, earlier, model).Pick(cells)
                                : ModelCells.NotRun(cells.Length, task.Metrics, task.WeightedMetrics)
                    ),
            ],
        };
    }

    /// <summary>Why a model's answers in the baseline cannot be compared with those of now; null when they can.</summary>
    public static string? WhyNot(TaskScores task, TaskScores? earlier, string model, string? metric)
    {
        string name = task.Task.Name;
        if (earlier is null)
        {
            return $"the baseline has no task {name}: {Mend}";
        }

        if (Changes(task, earlier) is { } changes)
        {
            return $"the data set of {name} has changed since the baseline ({changes}): {Mend}";
        }

        if (
            task.Task.AnswerFormat != earlier.Task.AnswerFormat
            || task.Task.Epochs != earlier.Task.Epochs
            || !task.Task.Labels.SequenceEqual(earlier.Task.Labels)
        )
        {
            return $"the answer format of {name} has changed since the baseline: {Mend}";
        }

        return WhyNotProtocol(task.Task, earlier.Task, model)
            ?? (
                metric is not null && Definition(task, metric) != Definition(earlier, metric)
                    ? $"the metric {metric} of {name} has changed since the baseline, or is new: {Mend}"
                    : null
            );
    }

    /// <summary>Whether every cell ended alike and was scored alike by a metric; of all metrics, when none is named.</summary>
    public static bool IsSame(TaskScores task, int model, int other, string? metric)
    {
        var (now, then) = (task.Cells[model], task.Cells[other]);
        return now.Outcomes.AsSpan().SequenceEqual(then.Outcomes)
            && Enumerable
                .Range(0, task.Metrics.Length)
                .Where(place => metric is null || task.Metrics[place].Name == metric)
                .All(place => now.Statistics[place].AsSpan().SequenceEqual(then.Statistics[place]))
            && Enumerable
                .Range(0, task.WeightedMetrics.Length)
                .Where(place => metric is null || task.WeightedMetrics[place].Name == metric)
                .All(place => now.Columns[place].AsSpan().SequenceEqual(then.Columns[place]));
    }

    private static string? WhyNotProtocol(TaskHeader task, TaskHeader earlier, string model)
    {
        var now = task.Protocols.GetValueOrDefault(model);
        var then = earlier.Protocols.GetValueOrDefault(model);
        if (now?.Hash == then?.Hash)
        {
            return null;
        }

        string how =
            now?.Summary == then?.Summary
                ? "prompt or examples differ"
                : $"{then?.Summary ?? "unknown"}; now {now?.Summary ?? "unknown"}";
        return $"{model} was asked {task.Name} in another way in the baseline ({how}): {Mend}";
    }

    private static string? Changes(TaskScores task, TaskScores earlier)
    {
        var before = earlier.Samples.ToDictionary(sample => sample.Id, sample => sample.ContentHash);
        int added = task.Samples.Count(sample => !before.ContainsKey(sample.Id));
        int changed = task.Samples.Count(sample =>
            before.TryGetValue(sample.Id, out string? hash) && hash != sample.ContentHash
        );
        int removed = before.Count - (task.Samples.Length - added);
        return (added, changed, removed) is (0, 0, 0)
            ? null
            : FormattableString.Invariant($"samples: {added} added, {changed} changed, {removed} removed");
    }

    /// <summary>The canonical line of a metric; null when the task has none of that name. Cost and latency have none.</summary>
    private static string? Definition(TaskScores task, string metric)
    {
        int place = task.MetricNames.IndexOf(metric);
        return place < 0 || place >= task.Task.Metrics.Length ? null : task.Task.Metrics[place];
    }

    /// <summary>The baseline's cell of each cell; -1 where it has no sample of that id and content, or other epochs.</summary>
    private static int[] Cells(TaskScores task, TaskScores? earlier)
    {
        int epochs = task.Task.Epochs;
        var known = earlier is null || earlier.Task.Epochs != epochs ? [] : earlier.Samples;
        var rows = known
            .Select((sample, row) => (sample, row))
            .ToDictionary(at => (at.sample.Id, at.sample.ContentHash), at => at.row);
        return
        [
            .. from sample in task.Samples
            let row = rows.GetValueOrDefault((sample.Id, sample.ContentHash), -1)
            from epoch in Enumerable.Range(0, epochs)
            select row < 0 ? -1 : (row * epochs) + epoch,
        ];
    }

    /// <summary>A model's cells in the baseline with the metrics of now, by name; a metric that it lacks saw nothing.</summary>
    private static ModelCells Align(TaskScores task, TaskScores earlier, int model)
    {
        var cells = earlier.Cells[model];
        var unknown = ModelCells.NotRun(cells.Outcomes.Length, task.Metrics, task.WeightedMetrics);
        double[] Known(int place, ImmutableArray<double[]> of, double[] otherwise) =>
            place >= 0 && of[place].Length == otherwise.Length ? of[place] : otherwise;
        return cells with
        {
            Statistics =
            [
                .. task.Metrics.Zip(
                    unknown.Statistics,
                    (metric, none) => Known(earlier.PlaceOf(metric.Name), cells.Statistics, none)
                ),
            ],
            Columns =
            [
                .. task.WeightedMetrics.Zip(
                    unknown.Columns,
                    (metric, none) => Known(earlier.PlaceOfWeighted(metric.Name), cells.Columns, none)
                ),
            ],
        };
    }
}
