using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Runs;

/// <summary>Carries out a plan: finds or makes the run folder, connects the models, asks, and closes the header.</summary>
/// <remarks>
/// A run that was killed, stopped or ran out of budget is taken up by the next one that asks the same: what is asked then
/// is what was planned minus what the journal holds.
/// </remarks>
/// <param name="plan">The plan.</param>
/// <param name="progress">Is told how it goes.</param>
/// <param name="options">How it is carried out; by default it takes up an unfinished run and uses the cache.</param>
internal sealed class Runner(RunPlan plan, IRunProgress progress, RunOptions? options = null)
{
    private readonly IRunProgress progress = new MeasuredProgress(progress);
    private readonly RunOptions options = options ?? new RunOptions();
    private readonly PlanContext context = plan.Context;
    private readonly TeamMembers members = new();

    /// <summary>Asks what is left of the plan.</summary>
    /// <param name="drain">Stops new attempts; those in flight are waited for (the first Ctrl-C).</param>
    /// <param name="abandon">Gives up those in flight (the second).</param>
    /// <exception cref="DocumentException">Another process runs it, or there is no run whose failures could be repeated.</exception>
    public async Task<RunResult> RunAsync(CancellationToken drain = default, CancellationToken abandon = default)
    {
        var (folder, result) = await TryRunAsync(drain, abandon);
        return result ?? throw Claimed(folder);
    }

    /// <summary>Asks what is left of the plan, where no other process does so.</summary>
    /// <param name="drain">Stops new attempts; those in flight are waited for.</param>
    /// <param name="abandon">Gives up those in flight.</param>
    /// <returns>The folder of the run, and what came of it; null where another process carries it out.</returns>
    public async Task<(RunFolder Folder, RunResult? Result)> TryRunAsync(
        CancellationToken drain,
        CancellationToken abandon
    )
    {
        var (folder, earlier, held) = await BeginAsync(drain);
        if (held is not { } claim)
        {
            return (folder, null);
        }

        try
        {
            var result = await CarryOutAsync(folder, earlier, drain, abandon);
            if (options.KeepsClaim)
            {
                return (folder, result with { Claim = claim });
            }

            claim.Conclude();
            return (folder, result);
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    /// <summary>Finds the run to take up or makes a new one, while no other process does so for this suite.</summary>
    private async Task<(RunFolder Folder, EarlierRun? Earlier, RunClaim? Claim)> BeginAsync(
        CancellationToken cancellationToken
    )
    {
        using var alone = await context.Store.LockAsync(plan.Suite.Name, cancellationToken);
        var earlier = FindEarlier();
        var startedAt = context.Time.GetUtcNow();
        var folder =
            earlier?.Folder
            ?? await context.Store.CreateAsync(
                plan.Suite.Name,
                startedAt,
                plan.Header.PlanHash,
                (draft, run) =>
                {
                    plan.In(draft);
                    RunLog.WriteHeader(draft, HeaderIn(run, startedAt, plan.Header.Stop));
                    return Task.CompletedTask;
                }
            );
        return (folder, earlier, RunClaim.TryTake(folder));
    }

    private RunHeader HeaderIn(RunFolder folder, DateTimeOffset startedAt, StopRule? stop) =>
        plan.Header with
        {
            Id = folder.Id,
            StartedAt = startedAt,
            Stop = stop,
            Extensions = UsedExtensions.Of(plan.Suite, folder),
        };

    private static DocumentException Claimed(RunFolder folder)
    {
        string process = folder.ReadWorker() is { } id ? $"process {id}" : "another process";
        return new(
            new Fault(
                new Location(folder.Path),
                $"a run that {process} is carrying out",
                "one at a time: wait for its end, or begin another beside it with --fresh"
            )
        );
    }

    private async Task<RunResult> CarryOutAsync(
        RunFolder folder,
        EarlierRun? earlier,
        CancellationToken drain,
        CancellationToken abandon
    )
    {
        var own = plan.In(folder);
        var settled = new SettledRequests(plan.FreeModels, earlier?.Header.Stopped.Keys);
        if (earlier?.Header.IsFinished == true && !options.RetryFailed)
        {
            await settled.ReadAsync(folder, drain);
            return new RunResult(folder, earlier.Adopt(plan), [], settled.Count);
        }

        var header = earlier is null ? RunLog.ReadHeader(folder) : TakeUp(earlier);
        await settled.ReadAsync(folder, drain);
        var models = await ConnectAsync(own, drain);
        try
        {
            using var span = Telemetry.Run(plan.Suite.Name, folder.Id);
            progress.Asking();
            var asking = new RunAsking(own, folder, progress, options, members);
            (var runs, header) = await asking.AskAsync(header, models, settled, drain, abandon);
            header = Close(header, runs, earlier?.Header.IsFinished == true);
            RunLog.WriteHeader(folder, header);
            return new RunResult(folder, header, runs, settled.Count);
        }
        finally
        {
            progress.Asked();
            foreach (var model in models)
            {
                model.Client.Dispose();
            }
        }
    }

    private RunHeader TakeUp(EarlierRun earlier)
    {
        var stop = options.RetryFailed ? earlier.Header.Stop : plan.Header.Stop;
        var header = HeaderIn(earlier.Folder, earlier.Header.StartedAt, stop) with
        {
            // Whoever takes the run up next, should this process be killed, must know whose failures may have passed.
            Stopped = earlier.Header.Stopped,
        };
        RunLog.WriteHeader(earlier.Folder, header);
        return header;
    }

    private EarlierRun? FindEarlier()
    {
        if (options.Fresh)
        {
            return null;
        }

        var latest = EarlierRuns.FindLatest(plan);
        if (options.RetryFailed)
        {
            return latest
                ?? throw new DocumentException(
                    new Fault(
                        new Location(plan.Suite.File),
                        "no earlier run of this suite whose failures could be repeated"
                    )
                );
        }

        return latest?.IsLeft == true ? latest : null;
    }

    private async Task<ImmutableArray<ConnectedModel>> ConnectAsync(RunPlan own, CancellationToken cancellationToken)
    {
        var servers = new ServerLimits(own.Suite, context.Time);
        var connector = new ModelConnector(
            own.Suite,
            context,
            own.AllSamplesFile,
            own.Models,
            members,
            servers,
            options.Fleet is not null
        );
        var models = ImmutableArray.CreateBuilder<ConnectedModel>();
        try
        {
            foreach (var model in plan.Models)
            {
                models.Add(await connector.ConnectAsync(model.Model, plan.Tasks, cancellationToken));
            }

            return models.ToImmutable();
        }
        catch
        {
            foreach (var model in models)
            {
                model.Client.Dispose();
            }

            throw;
        }
    }

    private RunHeader Close(RunHeader header, ImmutableArray<ModelRun> runs, bool wasFinished)
    {
        var stopped = runs.Where(run => run.Stopped is not null)
            .ToImmutableSortedDictionary(run => run.Model, run => run.Stopped!);
        if (options.RetryFailed && !wasFinished)
        {
            // What was not asked then is not asked now.
            stopped = stopped.SetItems(header.Stopped.Where(model => !stopped.ContainsKey(model.Key)));
        }

        return header with
        {
            EndedAt = context.Time.GetUtcNow(),
            Stopped = stopped,
            IsFinished = options.RetryFailed ? wasFinished : stopped.IsEmpty,
        };
    }
}
