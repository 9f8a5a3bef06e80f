using System.Collections.Immutable;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Runs.Batches;
using EvalHarness.Runs.Fleets;

namespace EvalHarness.Runs;

/// <summary>Asks the models: every planned request ends in exactly one outcome, and the world never throws past here.</summary>
/// <remarks>
/// Each model has a lane of its own, so a slow one holds up no other. Nothing is kept but what is in flight; order is made
/// when scoring, by key and never by arrival.
/// </remarks>
/// <param name="journal">Keeps each response before anything else happens with it.</param>
/// <param name="progress">Is told how the run goes.</param>
internal sealed class RunEngine(IResponseJournal journal, IRunProgress progress)
{
    /// <summary>What the run may spend; without limit by default.</summary>
    public IBudget Budget { get; init; } = new RunBudget(null, null);

    /// <summary>Answers of earlier runs; null (default) uses none.</summary>
    public IResponseCache? Cache { get; init; }

    /// <summary>The models that teams ask; null (default) when there are no teams.</summary>
    internal TeamMembers? Members { get; init; }

    /// <summary>Asks through the lanes of the models beside their own requests, until the token stops it; null (default) when nobody does.</summary>
    internal Func<CancellationToken, Task>? Callers { get; init; }

    /// <summary>Where batches are handed in and found again; null (default) when no model is asked by the batch.</summary>
    public BatchDesk? Desk { get; init; }

    /// <summary>Sends what is asked by a fleet; null (default) when everything is asked from here.</summary>
    public FleetSender? Fleet { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Seed of the jitter.</summary>
    public long Seed { get; init; }

    /// <summary>Asks all models until everything is settled or something stops them.</summary>
    /// <param name="work">The models and what each is asked.</param>
    /// <param name="drain">Stops new attempts; those in flight are waited for (the first Ctrl-C).</param>
    /// <param name="abandon">Gives up those in flight (the second).</param>
    /// <returns>What was done, model by model in the order given.</returns>
    /// <exception cref="IOException">The journal cannot be written: going on would pay for answers that are lost.</exception>
    public async Task<ImmutableArray<ModelRun>> RunAsync(
        IReadOnlyList<ModelRequests> work,
        CancellationToken drain = default,
        CancellationToken abandon = default
    )
    {
        ArgumentNullException.ThrowIfNull(work);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(drain);
        ILane[] lanes = [.. work.Select(LaneOf)];
        try
        {
            foreach (var lane in lanes)
            {
                lane.Heed(stop.Token, abandon);
            }

            await Task.WhenAll([
                .. lanes.Select(lane => EndTogetherAsync(lane.RunAsync, stop)),
                EndTogetherAsync(() => Callers?.Invoke(stop.Token) ?? Task.CompletedTask, stop),
            ]);
            // A lane may have answered for a team after its own requests were done.
            return [.. lanes.Select(lane => lane.Total)];
        }
        finally
        {
            foreach (var lane in lanes)
            {
                lane.Dispose();
            }
        }
    }

    private ILane LaneOf(ModelRequests work, int place)
    {
        if (work.Model.Batches is { } service)
        {
            var desk = Desk ?? throw new InvalidOperationException("a model that is asked by the batch, and no desk");
            return new BatchLane(work, service, desk, desk.Budget, journal, Cache, progress, Time);
        }

        ISender sender = work.Model.IsElsewhere && Fleet is { } fleet ? fleet : SenderOf(work.Model, place);
        var breaker = new CircuitBreaker(work.Model.Retries.FirstWait * 2, Time);
        var lane = new ModelLane(work, sender, journal, Cache, breaker, progress, work.Model.IsMember ? Members : null);
        Members?.Enter(work.Model.Name, lane);
        return lane;
    }

    private RequestSender SenderOf(ConnectedModel model, int place)
    {
        var limit = model.Limit ?? Unlimited(model.InFlight);
        var chance = new Random(unchecked((int)((Seed * 31) + place)));
        return new RequestSender(model, limit, Budget, progress, Time, chance);
    }

    private ModelLimit Unlimited(int inFlight) =>
        new(
            new RateLimit(null, null, Time),
            new ServerLimit(new ConcurrencyWindow(inFlight, inFlight), new RateLimit(null, null, Time))
        );

    /// <summary>Whoever fails stops the others.</summary>
    private static async Task EndTogetherAsync(Func<Task> work, CancellationTokenSource stop)
    {
        try
        {
            await work();
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }
}
