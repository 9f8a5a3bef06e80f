using System.Collections.Immutable;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Gates;

/// <summary>Pairs a task with its baseline by sample id and content, or says why the two are not comparable.</summary>
internal static class BaselineJoin
{
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
    public static BaselineObstacle? WhyNot(TaskScores task, TaskScores? earlier, string model, string? metric)
    {
        string name = task.Task.Name;
        if (earlier is null)
        {
            return new BaselineObstacle.NoTask(name);
        }

        if (Changes(task, earlier) is var (added, changed, removed) && (added, changed, removed) is not (0, 0, 0))
        {
            return new BaselineObstacle.OtherData(name, added, changed, removed);
        }

        if (
            task.Task.AnswerFormat != earlier.Task.AnswerFormat
            || task.Task.Epochs != earlier.Task.Epochs
            || !task.Task.Labels.SequenceEqual(earlier.Task.Labels)
        )
        {
            return new BaselineObstacle.OtherAnswerFormat(name);
        }

        var now = task.Task.Protocols.GetValueOrDefault(model);
        var then = earlier.Task.Protocols.GetValueOrDefault(model);
        return now is not null && now.Hash != then?.Hash ? new BaselineObstacle.OtherProtocol(model, name, then, now)
            : metric is not null && Definition(task, metric) != Definition(earlier, metric)
                ? new BaselineObstacle.OtherMetric(name, metric)
            : null;
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

    private static (int Added, int Changed, int Removed) Changes(TaskScores task, TaskScores earlier)
    {
        var before = earlier.Samples.ToDictionary(sample => sample.Id, sample => sample.ContentHash);
        int added = task.Samples.Count(sample => !before.ContainsKey(sample.Id));
        int changed = task.Samples.Count(sample =>
            before.TryGetValue(sample.Id, out string? hash) && hash != sample.ContentHash
        );
        return (added, changed, before.Count - (task.Samples.Length - added));
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
