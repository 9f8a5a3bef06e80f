using System.Collections.Immutable;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Histories;

/// <summary>One task of two runs on the samples that both have, in the order of the later one.</summary>
internal sealed class PairedRuns
{
    private PairedRuns(TaskScores earlier, TaskScores later, int[] before, int[] after)
    {
        (All, AllBefore) = (later, earlier);
        (Earlier, Later) = (earlier.Pick(before), later.Pick(after));
    }

    /// <summary>The task in the later run with all of its samples.</summary>
    public TaskScores All { get; }

    /// <summary>The task in the earlier run with all of its samples.</summary>
    public TaskScores AllBefore { get; }

    /// <summary>The shared samples in the earlier run.</summary>
    public TaskScores Earlier { get; }

    /// <summary>The shared samples in the later run.</summary>
    public TaskScores Later { get; }

    /// <summary>The tasks of the later run that the earlier one has too.</summary>
    public static IEnumerable<PairedRuns> Of(ScoreTable earlier, ScoreTable later) =>
        from task in later.Tasks
        let before = earlier.Tasks.FirstOrDefault(one => one.Task.Name == task.Task.Name)
        where before is not null && !task.MetricNames.IsEmpty
        select Of(before, task);

    /// <summary>Samples that the later run has and the earlier one lacks, has in other words, and had alone.</summary>
    public (int Added, int Changed, int Removed) Data
    {
        get
        {
            var before = AllBefore.Samples.ToDictionary(sample => sample.Id, sample => sample.ContentHash);
            int known = All.Samples.Count(sample => before.ContainsKey(sample.Id));
            int changed = known - Later.Samples.Length;
            return (All.Samples.Length - known, changed, before.Count - known);
        }
    }

    /// <summary>
    /// One metric of one model in both runs as if it were two models: first as it is in the later run, then as it was. Null where
    /// the metric is not the same.
    /// </summary>
    public TaskScores? Beside(string metric, int model, int before)
    {
        if (Definition(All, metric) != Definition(AllBefore, metric) || Earlier.Task.Epochs != Later.Task.Epochs)
        {
            return null;
        }

        var (place, was) = (Later.PlaceOf(metric), Earlier.PlaceOf(metric));
        var (weighted, weightedBefore) = (Later.PlaceOfWeighted(metric), Earlier.PlaceOfWeighted(metric));
        var now = One(Later.Cells[model], place, weighted);
        var then = One(Earlier.Cells[before], was, weightedBefore);
        return !Widths(now).SequenceEqual(Widths(then))
            ? null
            : Later with
            {
                Models =
                [
                    Later.Models[model],
                    Earlier.Models[before] with
                    {
                        Name = Later.Models[model].Name + " before",
                    },
                ],
                Metrics = Only(Later.Metrics, place),
                WeightedMetrics = Only(Later.WeightedMetrics, weighted),
                MetricNames = [metric],
                Cells = [now, then],
            };
    }

    private static PairedRuns Of(TaskScores earlier, TaskScores later)
    {
        var places = earlier.Samples.Index().ToDictionary(at => (at.Item.Id, at.Item.ContentHash), at => at.Index);
        int[] after =
        [
            .. Enumerable
                .Range(0, later.Samples.Length)
                .Where(row => places.ContainsKey((later.Samples[row].Id, later.Samples[row].ContentHash))),
        ];
        int[] before = [.. after.Select(row => places[(later.Samples[row].Id, later.Samples[row].ContentHash)])];
        return new PairedRuns(earlier, later, before, after);
    }

    private static string? Definition(TaskScores task, string metric)
    {
        int place = task.MetricNames.IndexOf(metric);
        return place < 0 ? null
            : place < task.Task.Metrics.Length ? task.Task.Metrics[place]
            : metric;
    }

    private static ModelCells One(ModelCells cells, int place, int weighted) =>
        cells with
        {
            Statistics = Only(cells.Statistics, place),
            Columns = Only(cells.Columns, weighted),
        };

    private static IEnumerable<int> Widths(ModelCells cells) =>
        cells.Statistics.Concat(cells.Columns).Select(matrix => matrix.Length);

    private static ImmutableArray<T> Only<T>(ImmutableArray<T> all, int place) => place < 0 ? [] : [all[place]];
}
