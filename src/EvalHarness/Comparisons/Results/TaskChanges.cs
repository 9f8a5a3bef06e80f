using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Comparisons.Results;

/// <summary>What a model gained and lost, task by task, against the model that it is measured against: what was specialised for one task forgets others.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Base">Name of the model that it is measured against.</param>
/// <param name="Tasks">The tasks that both were asked, in the order of the run.</param>
public sealed record TaskChanges(string Model, string Base, ImmutableArray<TaskChange> Tasks)
{
    /// <summary>Tasks on which it is better, beyond noise after correction.</summary>
    public IEnumerable<TaskChange> Gained => Tasks.Where(task => task.Pair.Verdict == PairVerdict.Better);

    /// <summary>Tasks on which it is worse, beyond noise after correction.</summary>
    public IEnumerable<TaskChange> Lost => Tasks.Where(task => task.Pair.Verdict == PairVerdict.Worse);

    /// <summary>Tasks on which it is as good, by the margin.</summary>
    public IEnumerable<TaskChange> Alike => Tasks.Where(task => task.Pair.Verdict == PairVerdict.Equivalent);

    /// <summary>Tasks on which it could be either.</summary>
    public IEnumerable<TaskChange> Open => Tasks.Where(task => task.Pair.Verdict == PairVerdict.Undecided);

    /// <summary>
    /// Those of a comparison: of its custom models, or of all where none is custom, against the declared baseline. None without
    /// one, or where no model shares two tasks with it.
    /// </summary>
    /// <param name="comparison">The comparison.</param>
    public static ImmutableArray<TaskChanges> Of(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        if (comparison.Run.Compare.Baseline is not { } reference)
        {
            return [];
        }

        TaskComparison[] tasks = [.. comparison.Tasks.Where(task => !task.IsCopy && !task.IsPublished)];
        bool hasCustom = comparison.Run.Models.Any(model => model.Kind == ModelKind.Custom);
        return
        [
            .. from model in comparison.Run.Models
            where model.Name != reference && (!hasCustom || model.Kind == ModelKind.Custom)
            let changes = tasks.Select(task => Of(task, model.Name, reference)).OfType<TaskChange>().ToImmutableArray()
            where changes.Length > 1
            select new TaskChanges(model.Name, reference, changes),
        ];
    }

    private static TaskChange? Of(TaskComparison task, string model, string reference)
    {
        var metric = task.Headline;
        return metric.Find(model, reference) is { } pair ? new TaskChange(task.Task, metric, pair) : null;
    }
}

/// <summary>What a model gained or lost on a task.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Metric">Its first metric.</param>
/// <param name="Pair">The model less the one that it is measured against.</param>
public sealed record TaskChange(string Task, MetricComparison Metric, PairedComparison Pair);
