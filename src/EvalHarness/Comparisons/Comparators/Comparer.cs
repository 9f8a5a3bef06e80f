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
    /// <exception cref="ArgumentOutOfRangeException">
    /// A number of <c>compare:</c> that was declared in code is none, or its margin larger than any difference can be.
    /// </exception>
    public static Comparison Compare(ScoreTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        DeclaredNumbers.Check(table);
        return table.Header.Stop is null
            ? CompareAll(table)
            : StoppedRun.Apply(CompareAll(table.Asked()), SequentialMonitor.Watch(table));
    }

    private static Comparison CompareAll(ScoreTable table)
    {
        var tasks = table.Tasks.Where(task => task.Models.Length > 0 && task.MetricNames.Length > 0);
        var drafts = tasks.Select(task => new TaskComparer(table.Header, task).Draft()).ToImmutableArray();
        var (corrected, family) = Family.Correct(PublishedComparer.Join(drafts, table.Header), table.Header);
        return new Comparison(table.Header, corrected)
        {
            Skipped = [.. table.Header.Models.Where(model => model.Skipped is not null)],
            Family = family,
            Perturbations = new PerturbationComparer(table).Compare(),
            Prompts = PromptComparer.Of(table, corrected),
        };
    }
}
