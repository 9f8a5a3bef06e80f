using System.Collections.Immutable;
using EvalHarness.Core;
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
        int[] rows = Rows(task, earlier);
        return new TaskScores
        {
            Task = task.Task,
            Samples = task.Samples,
            Models = [.. task.Models, .. Models(baseline)],
            Metrics = task.Metrics,
            WeightedMetrics = task.WeightedMetrics,
            MetricNames = task.MetricNames,
            Cells = [.. task.Cells, .. Models(baseline).Select((_, model) => Reorder(task, earlier, rows, model))],
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

    /// <summary>The baseline's row of each sample; -1 where it has none of that id and content.</summary>
    private static int[] Rows(TaskScores task, TaskScores? earlier)
    {
        var rows = (earlier?.Samples ?? [])
            .Select((sample, row) => (sample, row))
            .ToDictionary(at => (at.sample.Id, at.sample.ContentHash), at => at.row);
        return [.. task.Samples.Select(sample => rows.GetValueOrDefault((sample.Id, sample.ContentHash), -1))];
    }

    private static ModelCells Reorder(TaskScores task, TaskScores? earlier, int[] rows, int model)
    {
        var from = earlier?.Cells[model];
        int epochs = task.Task.Epochs;
        int[] cells =
        [
            .. from row in rows
            from epoch in Enumerable.Range(0, epochs)
            select row < 0 || earlier!.Task.Epochs != epochs ? -1 : (row * epochs) + epoch,
        ];
        T[] Pick<T>(T[]? values, T none, int width = 1)
        {
            var picked = new T[cells.Length * width];
            Array.Fill(picked, none);
            for (int i = 0; i < cells.Length; i++)
            {
                if (cells[i] >= 0 && values is not null && (cells[i] + 1) * width <= values.Length)
                {
                    values.AsSpan(cells[i] * width, width).CopyTo(picked.AsSpan(i * width, width));
                }
            }

            return picked;
        }

        double[]? Vectors(string metric) =>
            earlier?.Metrics.Select(one => one.Name).ToList().IndexOf(metric) is { } place and >= 0
                ? from!.Statistics[place]
                : null;
        double[]? Columns(string metric) =>
            earlier?.WeightedMetrics.Select(one => one.Name).ToList().IndexOf(metric) is { } place and >= 0
                ? from!.Columns[place]
                : null;
        return new ModelCells
        {
            Outcomes = Pick(from?.Outcomes, Outcome.NotRun),
            Answers = Pick(from?.Answers, null),
            Statistics = [.. task.Metrics.Select(metric => Pick(Vectors(metric.Name), 0d, metric.Width))],
            Columns = [.. task.WeightedMetrics.Select(one => Pick(Columns(one.Name), double.NaN, one.Columns))],
            CostUsd = Pick(from?.CostUsd, null),
            LatencySeconds = Pick(from?.LatencySeconds, double.NaN),
            Usage = Pick(from?.Usage, null),
            Confidence = Pick(from?.Confidence, double.NaN),
            Attempts = Pick(from?.Attempts, 0),
        };
    }
}
