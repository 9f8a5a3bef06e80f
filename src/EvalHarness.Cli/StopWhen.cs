using System.CommandLine;
using EvalHarness.Comparisons.Stopping;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Scoring;
using EvalHarness.Suites;
using EvalHarness.Yaml;

namespace EvalHarness.Cli;

/// <summary>The options by which a run may stop before all is asked.</summary>
internal sealed class StopWhen
{
    private readonly Option<string?> when = new("--stop-when")
    {
        Description =
            "decided: ask in random order and stop when every declared comparison is decided, however often it is looked at. "
            + "Decides fewer runs than one look at the end does.",
    };

    private readonly Option<int> looks = new("--looks")
    {
        Description = "Looks at the data of a run that may stop.",
        DefaultValueFactory = _ => SequentialMonitor.DefaultLooks,
    };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [when, looks];

    /// <summary>Lets the plan stop when the user said so.</summary>
    /// <returns>The plan of a run that may stop, and what says that all is decided; null when it may not.</returns>
    /// <exception cref="DocumentException">An option is wrong, or the headline of a task cannot be watched.</exception>
    public async Task<(RunPlan Plan, Func<RunFolder, CancellationToken, Task<bool>>? IsDecided)> ApplyAsync(
        ParseResult parsed,
        RunPlan plan,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        if (parsed.GetValue(when) is not { } word)
        {
            return (plan, null);
        }

        Fault[] faults = [.. Faults(word, parsed.GetValue(looks), plan.Suite)];
        if (faults.Length > 0)
        {
            throw new DocumentException(faults);
        }

        var stopping = await plan.StoppingWhenDecidedAsync(parsed.GetValue(looks), cancellationToken);
        return (stopping, (folder, token) => IsDecidedAsync(folder, catalog, token));
    }

    private IEnumerable<Fault> Faults(string word, int count, Suite suite)
    {
        if (word != "decided")
        {
            yield return new Fault(
                new Location(when.Name),
                $"found '{word}'",
                "decided",
                Spelling.Nearest(word, ["decided"])
            );
        }

        foreach (var fault in OptionFaults.Outside(looks, count, count is >= 1 and <= 10_000, "1 to 10,000"))
        {
            yield return fault;
        }

        if (suite.Models.Length < 2)
        {
            yield return new Fault(new Location(suite.File), "one model, so nothing to decide", "two models or more");
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

    private static async Task<bool> IsDecidedAsync(
        RunFolder folder,
        Catalog catalog,
        CancellationToken cancellationToken
    )
    {
        await LogScorer.ScoreAsync(folder, catalog, cancellationToken);
        var table = await ScoreTableReader.ReadAsync(folder, catalog, cancellationToken);
        var watched = SequentialMonitor.Watch(table);
        return watched.Length > 0 && watched.All(pair => pair.DecidedAt is not null);
    }
}
