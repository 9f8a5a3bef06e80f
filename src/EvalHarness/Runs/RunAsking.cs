using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Runs.Batches;
using EvalHarness.Runs.Fleets;

namespace EvalHarness.Runs;

/// <summary>Asks the models of a run what is left of its plan, and then its judges about the answers.</summary>
/// <param name="plan">The plan, in the folder of the run.</param>
/// <param name="folder">The run folder.</param>
/// <param name="progress">Is told how it goes.</param>
/// <param name="options">How it is carried out.</param>
/// <param name="members">Where the members of teams are asked.</param>
internal sealed class RunAsking(
    RunPlan plan,
    RunFolder folder,
    IRunProgress progress,
    RunOptions options,
    TeamMembers members
)
{
    /// <summary>Why a model was left that a run of the judges alone does not ask.</summary>
    public const string JudgesAlone = "the judges alone were asked";

    private readonly PlanContext context = plan.Context;
    private readonly Dictionary<string, long> repeatedBefore = new(StringComparer.Ordinal);

    /// <summary>Asks until all is settled or something stops it.</summary>
    /// <param name="header">The header of the run.</param>
    /// <param name="models">The connected models, in the order of the plan.</param>
    /// <param name="settled">What the journal says of the requests.</param>
    /// <param name="drain">Stops new attempts; those in flight are waited for.</param>
    /// <param name="abandon">Gives up those in flight.</param>
    /// <returns>What was done, model by model, and the header with the looks that were taken.</returns>
    public async Task<(ImmutableArray<ModelRun> Runs, RunHeader Header)> AskAsync(
        RunHeader header,
        ImmutableArray<ConnectedModel> models,
        SettledRequests settled,
        CancellationToken drain,
        CancellationToken abandon
    )
    {
        var judged = new SettledRequests(plan.FreeModels, header.Stopped.Keys);
        await judged.ReadJudgementsAsync(folder, drain);
        var repeated = new SettledRequests(plan.FreeModels, header.Stopped.Keys);
        await repeated.ReadRepeatsAsync(folder, drain);
        foreach (var (model, count) in repeated.ByModel)
        {
            repeatedBefore[model] = count;
        }

        await using var cache =
            options.UseCache && !options.RetryFailed && models.Any(model => !model.IsLocal)
                ? await ResponseCache.OpenAsync(context.Store, folder, progress.Noted, drain)
                : null;
        var limits = plan.Suite.Budget;
        var budget = new RunBudget(
            limits.Usd,
            limits.Requests,
            settled.SpentUsd + judged.SpentUsd + repeated.SpentUsd,
            settled.Sent + judged.Sent + repeated.Sent
        );
        await using var fleet = await OpenFleetAsync(models, budget, drain);
        await using var watch = fleet is null ? null : new FleetWatch(fleet, Elsewhere(models), progress, context.Time);
        watch?.Begin();
        var asked = await AskModelsAsync(header, models, settled, budget, cache, fleet, drain, abandon);
        var runs = await new RepeatAsking(plan, folder, progress, options).AskAsync(
            models,
            asked.Runs,
            repeated,
            budget,
            SenderOf(fleet, repeated),
            drain,
            abandon
        );
        runs = await JudgeAsync(header, models, runs, judged, budget, cache, fleet, drain, abandon);
        return (runs, watch is null ? asked.Header : asked.Header with { Fleet = await watch.EndAsync() });
    }

    private static string[] Elsewhere(ImmutableArray<ConnectedModel> models) =>
        [.. models.Where(model => model.IsElsewhere).Select(model => model.Name)];

    private async Task<IFleet?> OpenFleetAsync(
        ImmutableArray<ConnectedModel> models,
        RunBudget budget,
        CancellationToken cancellationToken
    )
    {
        if (options.Fleet is not { } store || Elsewhere(models).Length == 0)
        {
            return null;
        }

        var limits = plan.Suite.Budget;
        CheckBudget(models);
        var work = new FleetWork(
            $"{plan.Suite.Name}/{folder.Id}",
            FleetModels.Write(plan.Suite),
            FleetPackage.Version,
            limits.Usd,
            limits.Requests,
            budget.SpentUsd,
            budget.Sent,
            options.UseCache && !options.RetryFailed
        );
        return await FleetPackage.Load("--fleet").OpenAsync(store, work, progress.Noted, cancellationToken);
    }

    /// <summary>Two budgets, the store's and this process's, would be spent both.</summary>
    private void CheckBudget(ImmutableArray<ConnectedModel> models)
    {
        if (
            plan.Suite.Budget is not { Usd: null, Requests: null }
            && models.FirstOrDefault(model => model is { IsFree: false, IsElsewhere: false }) is { } here
        )
        {
            throw new DocumentException(
                new Fault(
                    plan.Models.First(model => model.Model.Name == here.Name).Model.Declared,
                    $"a budget over model '{here.Name}', which is asked from here, and models that a fleet asks",
                    "a suite for each, or one without a budget"
                )
            );
        }
    }

    private FleetSender? SenderOf(IFleet? fleet, SettledRequests settled) =>
        fleet is null ? null : new FleetSender(fleet, settled.HasFailure, progress);

    private async Task<(ImmutableArray<ModelRun> Runs, RunHeader Header)> AskModelsAsync(
        RunHeader header,
        ImmutableArray<ConnectedModel> models,
        SettledRequests settled,
        RunBudget budget,
        ResponseCache? cache,
        IFleet? fleet,
        CancellationToken drain,
        CancellationToken abandon
    )
    {
        await using var journal = await ResponseJournal.OpenAsync(folder, drain);
        if (TeamMembers.AskedAgainIn(plan.Models) is { IsEmpty: false } names)
        {
            await journal.RememberAsync(names, failed => !options.RetryFailed && !settled.IsOpen(failed), drain);
            members.Follow(journal.Recall);
        }

        using var batches = await BatchJournal.OpenAsync(folder, drain);
        CheckBatches(batches, models);
        foreach (var left in batches.Earlier.Where(batch => !batch.HasEnded))
        {
            budget.Hold(left.ReservedUsd, left.Keys.Count(key => !settled.Has(key)));
        }

        var engine = new RunEngine(journal, progress)
        {
            Budget = budget,
            Desk = new BatchDesk(batches, folder.Id, budget, settled.Has) { IsRepeat = options.RetryFailed },
            Cache = cache,
            Members = members,
            Fleet = SenderOf(fleet, settled),
            Time = context.Time,
            Seed = plan.Suite.Seed,
        };
        var unasked = new HashSet<string>(StringComparer.Ordinal);
        IAsyncEnumerable<Request> Left(IAsyncEnumerable<Request> requests) =>
            requests
                .Where(request => settled.IsLeft(request, options.RetryFailed))
                .Where(request => !options.JudgeOnly || IsAtHand(request, cache) || Leave(request, unasked));
        if (header.Stop is null || options.RetryFailed)
        {
            var runs = await engine.RunAsync(
                Work(models, settled, asked => Left(plan.RequestsAsync(asked))),
                drain,
                abandon
            );
            return (Stopped(runs, unasked, JudgesAlone), header);
        }

        var isDecided = options.IsDecided ?? throw new InvalidOperationException("nobody says when all is decided");
        var sequence = new LookSequence(plan, folder, isDecided);
        return await sequence.RunAsync(
            header,
            look =>
                engine.RunAsync(Work(models, settled, asked => Left(plan.RequestsAsync(asked, look))), drain, abandon),
            drain
        );
    }

    /// <summary>Asks the judges about what was answered; where the run is being stopped, they are left for the next one.</summary>
    private async Task<ImmutableArray<ModelRun>> JudgeAsync(
        RunHeader header,
        ImmutableArray<ConnectedModel> models,
        ImmutableArray<ModelRun> runs,
        SettledRequests judged,
        RunBudget budget,
        ResponseCache? cache,
        IFleet? fleet,
        CancellationToken drain,
        CancellationToken abandon
    )
    {
        if (!plan.HasJudges)
        {
            return runs;
        }

        if (drain.IsCancellationRequested)
        {
            return Stopped(
                runs,
                plan.Judges.Select(judge => judge.Model)
                    .Concat(plan.Evaluators.Select(one => one.Model))
                    .ToHashSet(StringComparer.Ordinal)
            );
        }

        await using var file = await ResponseJournal.OpenJudgementsAsync(folder, CancellationToken.None);
        var journal = new JudgementJournal(file);
        var asked = new TeamMembers();
        var evaluators = new EvaluatorWork(plan, folder, header, journal, asked);
        await file.RememberAsync(
            evaluators.Models,
            failed => !options.RetryFailed && !judged.IsOpen(failed),
            CancellationToken.None
        );
        asked.Follow(file.Recall);
        var work = new JudgeWork(plan, folder, header).Of(
            models,
            judged,
            journal,
            evaluators.Models,
            options.RetryFailed
        );
        var engine = new RunEngine(journal, progress)
        {
            Budget = budget,
            Cache = cache,
            Members = asked,
            Callers = plan.Evaluators.IsEmpty
                ? null
                : stop => evaluators.RunAsync(work.Sum(one => one.Model.InFlight), stop),
            Fleet = SenderOf(fleet, judged),
            Time = context.Time,
            Seed = plan.Suite.Seed,
        };
        var verdicts = await engine.RunAsync(work, drain, abandon);
        return Stopped(
            [
                .. runs.Select(run =>
                    verdicts.FirstOrDefault(judge => judge.Model == run.Model) is { } judge ? run.With(judge) : run
                ),
            ],
            evaluators.HasStopped ? evaluators.Models : ImmutableHashSet<string>.Empty
        );
    }

    /// <summary>Says of some models that they are no longer asked, unless it is known why.</summary>
    private static ImmutableArray<ModelRun> Stopped(
        ImmutableArray<ModelRun> runs,
        IReadOnlySet<string> models,
        string reason = ModelLane.Cancelled
    ) => [.. runs.Select(run => models.Contains(run.Model) ? run with { Stopped = run.Stopped ?? reason } : run)];

    /// <summary>Whether a request is answered without asking anybody who costs something.</summary>
    private bool IsAtHand(Request request, ResponseCache? cache) =>
        plan.Models.First(model => model.Model.Name == request.Model).Model.Provider.IsLocal
        || cache?.Has(request) == true;

    /// <summary>Notes that a model is left for the next run.</summary>
    private static bool Leave(Request request, HashSet<string> unasked)
    {
        lock (unasked)
        {
            unasked.Add(request.Model);
        }

        return false;
    }

    /// <summary>What is in the hands of a vendor is not asked one by one beside it.</summary>
    private void CheckBatches(BatchJournal batches, ImmutableArray<ConnectedModel> models)
    {
        var single = models.Where(model => model.Batches is null).Select(model => model.Name).ToHashSet();
        if (batches.Earlier.FirstOrDefault(batch => !batch.HasEnded && single.Contains(batch.Model)) is { } left)
        {
            throw new DocumentException(
                new Fault(
                    plan.Models.First(model => model.Model.Name == left.Model).Model.Declared,
                    $"model '{left.Model}' without 'batch', though batch {left.Id ?? left.Tag} of this run is with its vendor",
                    "'batch: true' until its answers are in, or a new run by --fresh"
                )
            );
        }
    }

    private ModelRequests[] Work(
        ImmutableArray<ConnectedModel> models,
        SettledRequests settled,
        Func<ModelPlan, IAsyncEnumerable<Request>> requests
    ) =>
        [
            .. models.Zip(
                plan.Models,
                (model, asked) =>
                    asked.Model.OnlyInTeams
                        ? new ModelRequests(model, AsyncEnumerable.Empty<Request>())
                        : new ModelRequests(
                            model,
                            requests(asked),
                            plan.RequestsPerModel + RepeatPlan.Least(plan, asked.Model),
                            settled.ByModel.GetValueOrDefault(model.Name) + repeatedBefore.GetValueOrDefault(model.Name)
                        )
            ),
        ];
}
