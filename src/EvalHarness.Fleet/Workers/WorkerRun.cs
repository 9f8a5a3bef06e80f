using System.Runtime.CompilerServices;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Fleet.Grains;
using EvalHarness.Fleet.Store;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Runs;
using EvalHarness.Runs.Fleets;
using EvalHarness.Suites;

namespace EvalHarness.Fleet.Workers;

/// <summary>A worker's part in one run: each of its models in a lane of its own, as on one machine.</summary>
/// <param name="run">The run.</param>
/// <param name="options">How the worker works.</param>
/// <param name="tables">The store.</param>
/// <param name="cached">Its answers of all runs.</param>
/// <param name="grains">Where requests are dealt and limits divided.</param>
/// <param name="clock">The store's clock.</param>
internal sealed class WorkerRun(
    OpenRun run,
    FleetWorkerOptions options,
    WorkTables tables,
    CacheTable cached,
    IGrainFactory grains,
    StoreClock clock
)
{
    private static readonly TimeSpan RenewPace = RunGrain.Lease / 3;
    private static readonly TimeSpan IdlePace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(2);

    /// <summary>A model that seems out of order from this machine is left to the others for so long.</summary>
    private static readonly TimeSpan BrokenPause = TimeSpan.FromSeconds(30);

    private readonly Leases leases = new();
    private long settled;

    /// <summary>Requests that were brought to their outcome.</summary>
    public long Settled => Interlocked.Read(ref settled);

    /// <summary>Asks until the run is over, or the worker is stopped.</summary>
    /// <param name="drain">Takes no more; what is in flight is waited for.</param>
    /// <param name="abandon">Gives up what is in flight.</param>
    public async Task RunAsync(CancellationToken drain, CancellationToken abandon)
    {
        var (suite, left) = FleetModels.Read(run.Models, options.Catalog, Environment.GetEnvironmentVariable);
        var complaints = left.Select(one => $"cannot ask model '{one.Model}': {one.Fault.Found}").ToList();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(abandon);
        // Each run of a worker is a user of its own: they would each take the whole part of the worker.
        var limits = new FleetLimits(
            suite,
            FormattableString.Invariant($"{options.Name}#{run.Id}"),
            grains,
            tables,
            clock
        );
        var keeping = new List<Task>();
        var asked = new List<(ModelSpec Spec, ConnectedModel Model, FleetLimit Limit)>();
        try
        {
            foreach (var spec in suite.Models)
            {
                try
                {
                    var client = await spec.Provider.ConnectAsync(ContextOf(spec, suite), drain);
                    var limit = limits.Of(spec);
                    keeping.Add(limit.KeepAsync(ended.Token));
                    asked.Add((spec, ModelConnector.Of(spec, client) with { Limit = limit }, limit));
                }
                catch (Exception e) when (e is DocumentException or ModelException or IOException)
                {
                    complaints.Add($"cannot ask model '{spec.Name}': {e.Message}");
                }
            }

            await JoinAsync(complaints, drain);
            keeping.AddRange(asked.Select(one => RenewAsync(one.Model.Name, one.Limit, ended.Token)));
            keeping.Add(ReapAsync(ended.Token));
            await Task.WhenAll([
                .. asked.Select(one => AskAsync(one.Spec, one.Model, one.Limit, drain, abandon)),
                // A worker that can ask nothing of the run does not join it again and again.
                .. asked.Count == 0 ? new[] { WaitForEndAsync(drain) } : [],
            ]);
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAll(keeping);
            foreach (var (_, model, _) in asked)
            {
                model.Client.Dispose();
            }
        }
    }

    private async Task JoinAsync(List<string> complaints, CancellationToken cancellationToken)
    {
        string complaint = string.Join("; ", complaints);
        await tables.JoinAsync(run.Id, options.Name, complaint, cancellationToken);
        if (complaint.Length > 0)
        {
            options.Tell($"{run.Name}: {complaint}");
        }
    }

    private async Task WaitForEndAsync(CancellationToken drain)
    {
        while (!drain.IsCancellationRequested && !await tables.IsOverAsync(run.Id, drain))
        {
            await Task.Delay(LongestIdle, clock, drain).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private ModelContext ContextOf(ModelSpec spec, Suite suite) =>
        new(
            spec.Name,
            spec.Declared,
            suite.Seed,
            Path.Combine(Path.GetTempPath(), "evalharness-fleet"),
            (_, _, _) => throw new NotSupportedException("a worker has no data"),
            clock
        )
        {
            InFlight = spec.Limits.InFlight,
        };

    private async Task AskAsync(
        ModelSpec spec,
        ConnectedModel model,
        FleetLimit limit,
        CancellationToken drain,
        CancellationToken abandon
    )
    {
        var journal = new StoreJournal(run.Id, options.Name, tables, leases);
        var cache = run.UsesCache
            ? new StoreCache(run.Id, cached, spec.Limits.RequestDeadline + options.Margin, clock)
            : null;
        var progress = new SettledCount(() => Interlocked.Increment(ref settled));
        bool isOver = false;
        while (!drain.IsCancellationRequested && !isOver)
        {
            var budget = new StoreBudget(
                run.Id,
                options.Name,
                tables,
                leases,
                _ => spec.Limits.AttemptTimeout + options.Margin,
                await tables.BoundsAsync(run.Id, CancellationToken.None),
                clock,
                abandon
            );
            var sender = new LeaseSender(
                new RequestSender(
                    model,
                    limit,
                    budget,
                    progress,
                    clock,
                    new Random(unchecked((int)(ulong)Key128.Of($"{options.Name} {run.Name} {spec.Name}")))
                ),
                leases
            );
            var requests = new ModelRequests(model, TakeAsync(model, limit, () => isOver = true, drain, abandon));
            var breaker = new CircuitBreaker(model.Retries.FirstWait * 2, clock);
            using var lane = new ModelLane(requests, sender, journal, cache, breaker, progress, members: null);
            lane.Heed(drain, abandon);
            await lane.RunAsync();
            await GiveBackAsync(model.Name);
            if (isOver || lane.Stopped is not { } reason || reason == ModelLane.Cancelled)
            {
                continue;
            }

            if (budget.Refused.ContainsKey(model.Name))
            {
                // The run hears of it and closes, or goes on with more money: nothing of the model is dealt until then.
                await tables.StopAsync(run.Id, model.Name, reason, CancellationToken.None);
                continue;
            }

            options.Tell($"{run.Name}: model '{model.Name}' is left to the other workers for a while: {reason}");
            await Task.Delay(BrokenPause, clock, drain).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What is dealt to this worker, until the run is over; where many wait, the next are dealt while these are asked.</summary>
    private async IAsyncEnumerable<Request> TakeAsync(
        ConnectedModel model,
        FleetLimit limit,
        Action over,
        CancellationToken drain,
        [EnumeratorCancellation] CancellationToken abandon
    )
    {
        var dealer = new Dealer(run.Id, tables, grains, clock);
        var order = new DealOrder(options.Name, model.Name, (model.InFlight / 2) + 1);
        var idle = IdlePace;
        Task<(bool IsOver, List<Request> Requests)>? next = null;
        try
        {
            while (!drain.IsCancellationRequested)
            {
                var (isOver, requests) = await (next ?? DealAsync());
                next = requests.Count == order.Most ? DealAsync() : null;
                if (isOver)
                {
                    over();
                    yield break;
                }

                foreach (var request in requests)
                {
                    yield return request;
                }

                if (requests.Count > 0)
                {
                    idle = IdlePace;
                    continue;
                }

                await Task.Delay(idle, clock, drain).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                idle = idle * 2 < LongestIdle ? idle * 2 : LongestIdle;
            }
        }
        finally
        {
            if (next is not null)
            {
                // What was dealt meanwhile is held, and given back with the rest.
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        async Task<(bool IsOver, List<Request> Requests)> DealAsync()
        {
            try
            {
                // What this worker may not send is not taken: others may.
                await limit.WaitAsync(drain);
                // A worker that leaves waits for a deal that is under way: nobody else would have its requests for the time of a lease.
                var deal = await dealer.DealAsync(order, abandon);
                return (deal.IsOver, await TakeAsync(deal, model.Name));
            }
            catch (OperationCanceledException)
            {
                return (IsOver: false, []);
            }
        }
    }

    /// <summary>The requests of a deal; what this worker still has in hand by an older lease is given back, and comes again.</summary>
    private async Task<List<Request>> TakeAsync(Deal deal, string model)
    {
        var taken = new List<Request>();
        var known = new List<(Guid, long)>();
        foreach (var dealt in deal.Requests)
        {
            var prompt = JsonSerializer.Deserialize(dealt.Prompt, LogJson.Default.PromptLine)!.ToPrompt();
            var request = FleetLine.Read(dealt.Line, model, prompt);
            if (leases.TryTake(request, dealt))
            {
                taken.Add(request);
            }
            else
            {
                known.Add((dealt.Key, dealt.Token));
            }
        }

        if (known.Count > 0)
        {
            await tables.ReleaseAsync(run.Id, known, CancellationToken.None);
        }

        return taken;
    }

    /// <summary>Keeps what is held, and gives back what this worker may no longer send since others joined.</summary>
    private async Task RenewAsync(string model, FleetLimit limit, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(RenewPace, clock, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var held = leases.HeldOf(model);
            if (held.Count == 0 || ended.IsCancellationRequested)
            {
                continue;
            }

            await (
                limit.IsUsable
                    ? tables.RenewAsync(run.Id, held, RunGrain.Lease, CancellationToken.None)
                    : tables.ReleaseAsync(run.Id, held, CancellationToken.None)
            );
        }
    }

    /// <summary>Frees what lost workers hold, also where nobody is dealt anything: it may hold what is left of the budget.</summary>
    private async Task ReapAsync(CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(RenewPace, clock, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!ended.IsCancellationRequested)
            {
                await tables.ReapAsync(run.Id, CancellationToken.None);
            }
        }
    }

    private async Task GiveBackAsync(string model)
    {
        var held = leases.DropAll(model);
        if (held.Count > 0)
        {
            await Task.WhenAll(held.Select(lease => lease.Settling));
            await tables.ReleaseAsync(
                run.Id,
                [.. held.Select(lease => (lease.Key, lease.Token))],
                CancellationToken.None
            );
        }
    }
}
