using EvalHarness.Comparisons.Stopping;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Conclusions;

/// <summary>Lets a run stop when every declared comparison is decided, however often it is looked at.</summary>
/// <param name="looks">Looks at the data.</param>
/// <param name="catalog">The words that its suite may use.</param>
public sealed class StoppingWhenDecided(int looks, Catalog catalog)
{
    private const int MostLooks = 10_000;

    /// <summary>Where the evaluators of its metrics are found.</summary>
    internal EvaluatorSource Evaluators { get; init; } = EvaluatorSource.Types;

    /// <summary>The plan of a run that may stop.</summary>
    /// <param name="plan">The plan of one that may not.</param>
    /// <param name="cancellationToken">Ends the reading of the samples.</param>
    /// <exception cref="DocumentException">The headline of a task cannot be watched, or there is nothing to decide.</exception>
    public Task<RunPlan> ApplyAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(looks, MostLooks);
        Fault[] faults = [.. Faults(plan.Suite)];
        return faults.Length > 0
            ? throw new DocumentException(faults)
            : plan.StoppingWhenDecidedAsync(looks, cancellationToken);
    }

    /// <summary>Whether all is decided, from the run folder alone.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<bool> IsDecidedAsync(RunFolder folder, CancellationToken cancellationToken)
    {
        await LogScorer.ScoreAsync(folder, catalog, Evaluators, cancellationToken);
        var watched = SequentialMonitor.Watch(await ScoreTableReader.ReadAsync(folder, catalog, cancellationToken));
        return watched.Length > 0 && watched.All(pair => pair.DecidedAt is not null);
    }

    /// <summary>Why a suite cannot stop early: one model, or a headline that cannot be watched; empty where it can.</summary>
    /// <param name="suite">The suite.</param>
    public static IEnumerable<Fault> Faults(Suite suite)
    {
        ArgumentNullException.ThrowIfNull(suite);
        return FaultsOf(suite);
    }

    private static IEnumerable<Fault> FaultsOf(Suite suite)
    {
        if (suite.Models.Length < 2)
        {
            yield return new Fault(new Location(suite.File), "one model, so nothing to decide", "two models or more");
        }

        foreach (var model in suite.Models.Where(model => model.IsBatch))
        {
            yield return new Fault(
                model.Declared,
                $"--stop-when with model '{model.Name}', which is asked by the batch: each look would wait for one",
                "a model that is asked one by one"
            );
        }

        foreach (var task in suite.Tasks.Where(task => !IsWatchable(task.Metrics[0])))
        {
            yield return new Fault(
                task.Declared,
                $"--stop-when with '{task.Metrics[0].Name}' as first metric of '{task.Name}'",
                "a mean between fixed limits, such as accuracy"
            );
        }
    }

    private static bool IsWatchable(IMeasure measure) =>
        measure is IMetric { IsMean: true } metric
        && double.IsFinite(metric.Range.Low)
        && double.IsFinite(metric.Range.High);
}
