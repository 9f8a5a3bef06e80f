using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Models.Providers;
using EvalHarness.Runs;
using EvalHarness.Suites;

namespace EvalHarness.Conclusions;

/// <summary>Plans and asks a suite as options say.</summary>
/// <param name="suite">The suite.</param>
/// <param name="options">How it is evaluated.</param>
internal sealed class SuiteRun(Suite suite, EvaluationOptions options)
{
    private readonly Suite suite = GivenModels.In(
        suite,
        options.Models.ToImmutableDictionary(
            given => given.Key,
            given => (Func<ModelSpec, IModelProvider>)(model => new GivenModel(given.Value, model.Kind)),
            StringComparer.Ordinal
        )
    );

    /// <summary>The plan, without its stop rule; asks no model.</summary>
    /// <param name="cancellationToken">Ends the planning.</param>
    public async Task<RunPlan> PlanAsync(CancellationToken cancellationToken)
    {
        var whole = await new RunPlanner(suite, options.Context).PlanAsync(cancellationToken);
        try
        {
            return options.Shard is { } shard ? await whole.OfAsync(shard, cancellationToken) : whole;
        }
        catch
        {
            whole.Dispose();
            throw;
        }
    }

    /// <summary>Finds or makes the run.</summary>
    /// <param name="cancellationToken">Gives up asking.</param>
    /// <returns>The run folder, and what was asked, still claimed; null where a finished run answers.</returns>
    public async Task<(RunFolder Folder, RunResult? Asked)> RunAsync(CancellationToken cancellationToken)
    {
        using var drain = CancellationTokenSource.CreateLinkedTokenSource(options.Drain, cancellationToken);
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(options.Abandon, cancellationToken);
        var run = options.Mode is { } mode
            ? await FindOrAskAsync(mode, drain.Token, abandon.Token)
            : await AskAsync(drain.Token, abandon.Token);
        if (cancellationToken.IsCancellationRequested)
        {
            run.Asked?.Claim?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
        }

        return run;
    }

    private async Task<(RunFolder Folder, RunResult? Asked)> FindOrAskAsync(
        RunMode mode,
        CancellationToken drain,
        CancellationToken abandon
    )
    {
        var run = await ReusedRun.FindOrRunAsync(suite, options.Context, mode, options.Progress, drain, abandon);
        return (run.Folder, run.Asked);
    }

    private async Task<(RunFolder Folder, RunResult? Asked)> AskAsync(
        CancellationToken drain,
        CancellationToken abandon
    )
    {
        if (options is { Looks: not null, Shard: { } shard })
        {
            throw new DocumentException(
                new Fault(
                    new Location(suite.File),
                    $"shard {shard} of a run that stops when all is decided, which no shard can tell",
                    "--shard or --stop-when"
                )
            );
        }

        if (options.Looks is not null && suite.Tasks.FirstOrDefault(task => task.HasJudges) is { } judged)
        {
            throw new DocumentException(
                new Fault(
                    judged.Declared,
                    $"task '{judged.Name}' has judges, who are asked when all is answered",
                    "a run without --stop-when"
                )
            );
        }

        using var whole = await PlanAsync(drain);
        var stopping = options.Looks is { } looks
            ? new StoppingWhenDecided(looks, options.Catalog) { Evaluators = options.EvaluatorSource }
            : null;
        var plan = stopping is null ? whole : await stopping.ApplyAsync(whole, drain);
        options.Planned?.Invoke(plan);
        var how = options.Run with { KeepsClaim = true };
        if (stopping is not null)
        {
            how = how with { IsDecided = stopping.IsDecidedAsync };
        }

        var asked = await new Runner(plan, options.Progress, how).RunAsync(drain, abandon);
        return (asked.Folder, asked);
    }
}
