using System.Collections.Immutable;
using EvalHarness.Comparisons.Published;
using EvalHarness.Comparisons.Results;
using EvalHarness.Comparisons.Stopping;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>Compares the models of a run: pure, deterministic, free.</summary>
public static class Comparer
{
    /// <summary>Compares all models in all tasks, by all metrics, as the run's <c>compare:</c> section says.</summary>
    /// <param name="table">The run with its scores.</param>
    /// <returns>The comparison; the same bits for the same table.</returns>
    public static Comparison Compare(ScoreTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.Header.Stop is null
            ? CompareAll(table)
            : StoppedRun.Apply(CompareAll(table.Asked()), SequentialMonitor.Watch(table));
    }

    private static Comparison CompareAll(ScoreTable table)
    {
        var tasks = table.Tasks.Where(task => task.Models.Length > 0 && task.MetricNames.Length > 0);
        var drafts = tasks.Select(task => new TaskComparer(table.Header, task).Draft()).ToImmutableArray();
        var corrected = Family.Correct(PublishedComparer.Join(drafts, table.Header), table.Header);
        return new Comparison(table.Header, corrected)
        {
            Skipped = [.. table.Header.Models.Where(model => model.Skipped is not null)],
            Notes = [.. Notes(table.Header, corrected)],
        };
    }

    private static IEnumerable<string> Notes(RunHeader header, ImmutableArray<TaskComparison> tasks)
    {
        foreach (var task in tasks)
        {
            if (task.ClusterField is { } field && task.Clusters < 30)
            {
                yield return $"{task.Task}: only {task.Clusters} clusters by {field}; intervals rest on few "
                    + "independent units (fewer than 30).";
            }

            foreach (var model in task.Models.Where(model => model.Completeness.BlocksVerdict))
            {
                yield return FormattableString.Invariant(
                    $"{task.Task}: {100 * model.Completeness.MissingShare:0.#} % of the requests to {model.Model} failed or were not "
                )
                    + FormattableString.Invariant(
                        $"run (allowed: {100 * header.Compare.MaxFailed:0.#} %); no verdict is given on it."
                    );
            }
        }

        foreach (var board in header.Published)
        {
            string[] studies = board.Scores.Select(score => score.Study).Distinct(StringComparer.Ordinal).ToArray();
            string unlike =
                studies.Length > 1
                    ? $"Published by {studies.Length} studies ({string.Join(", ", studies)}); differences between them are not like for like."
                    : "";
            yield return $"{board.Task}: {board.Description} {unlike}"
                .Replace("  ", " ", StringComparison.Ordinal)
                .Trim();
        }

        foreach (string warning in header.Warnings)
        {
            yield return warning;
        }
    }
}
