using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Joins;

/// <summary>Finds tasks and slices of a run by their names.</summary>
internal static class RunParts
{
    /// <summary>The rows of a task, or of a value of a slice; null where there is neither.</summary>
    public static (TaskScores Scores, int[] Rows)? Find(ScoreTable table, string? part)
    {
        var task = part is null
            ? table.Tasks.FirstOrDefault()
            : table.Tasks.FirstOrDefault(one => one.Task.Name == part);
        if (task is not null)
        {
            return (task, Rows.All(task));
        }

        foreach (var one in table.Tasks)
        {
            int[] rows = [.. Rows.All(one).Where(row => one.Samples[row].Slices.Values.Contains(part))];
            if (rows.Length > 0)
            {
                return (one, rows);
            }
        }

        return null;
    }

    /// <summary>The fault of a name that is neither a task nor a slice of the run.</summary>
    public static EvidenceFault Unknown(ScoreTable table, string? part)
    {
        string[] variants =
        [
            .. table
                .Tasks.Where(task => part is not null && task.Task.Variant?.Task == part)
                .Select(task => task.Task.Name),
        ];
        if (variants.Length > 0)
        {
            return new(
                $"task '{part}', which run {table.Header.Id} asked with several prompts",
                $"one of {string.Join(", ", variants)}",
                null
            );
        }

        var slices = table
            .Tasks.SelectMany(task => task.Samples)
            .SelectMany(sample => sample.Slices.Values)
            .Distinct(StringComparer.Ordinal);
        return new(
            $"'{part}', which is no task or slice of run {table.Header.Id}",
            "one of its tasks or slices",
            Spelling.Nearest(part ?? "", table.Tasks.Select(task => task.Task.Name).Concat(slices))
        );
    }

    /// <summary>The fault of models that share no answered sample.</summary>
    public static EvidenceFault NothingShared(ScoreTable table, IEnumerable<string> models) =>
        new(
            $"run {table.Header.Id}, where no sample was answered by all of {string.Join(", ", models)}",
            "samples that all of them answered"
        );

    /// <summary>The places of models in a task; null where it was not asked of one of them.</summary>
    public static int[]? Places(TaskScores scores, IEnumerable<string> models)
    {
        string[] names = [.. scores.Models.Select(model => model.Name)];
        int[] places = [.. models.Select(model => Array.IndexOf(names, model))];
        return places.Contains(-1) ? null : places;
    }
}

/// <summary>Samples that several models answered.</summary>
/// <param name="Models">The places of the models.</param>
/// <param name="Rows">The samples.</param>
/// <param name="Clusters">Their clusters.</param>
internal sealed record SharedRows(int[] Models, int[] Rows, ClusterIndex Clusters);
