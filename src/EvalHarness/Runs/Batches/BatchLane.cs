using System.Collections.Concurrent;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Models;
using EvalHarness.Models.Batches;

namespace EvalHarness.Runs.Batches;

/// <summary>Asks one model all its requests by the batch, independently of the other models.</summary>
/// <param name="work">The model and what it is asked.</param>
/// <param name="service">Its batch service.</param>
/// <param name="desk">The batches of the run.</param>
/// <param name="budget">What the run may spend.</param>
/// <param name="journal">Keeps each response before anything else happens with it.</param>
/// <param name="cache">Answers of earlier runs; null uses none.</param>
/// <param name="progress">Is told what is settled.</param>
/// <param name="time">The clock.</param>
internal sealed class BatchLane(
    ModelRequests work,
    IBatchService service,
    BatchDesk desk,
    IBatchBudget budget,
    IResponseJournal journal,
    IResponseCache? cache,
    IRunProgress progress,
    TimeProvider time
) : ILane
{
    /// <summary>The requests of a batch that is under way are in memory: no more batches at a time than these.</summary>
    private const int MostUnderWay = 4;

    private readonly ConnectedModel model = work.Model;
    private readonly ModelTally tally = new(work.Model.Name, work.Model.IsTeam);
    private readonly Dictionary<UInt128, int> tries = desk.TriesOf(work.Model.Name);
    private readonly BatchCarrier carrier = new(work.Model, service, desk, time);
    private readonly SemaphoreSlim room = new(MostUnderWay);
    private readonly UnderWay underWay = new(work.Model.Name, progress);
    private readonly ConcurrentQueue<Request> again = new();
    private readonly List<Task> carried = [];
    private readonly Lock gate = new();
    private CancellationTokenSource stop = new();
    private BatchSettler? settler;
    private string? stopped;

    public ModelRun Total => tally.Total(stopped);

    private BatchSettler Settler =>
        settler ??= new BatchSettler(model, budget, journal, cache, progress, tally, tries, time);

    public void Heed(CancellationToken drain, CancellationToken abandon)
    {
        stop.Dispose();
        stop = CancellationTokenSource.CreateLinkedTokenSource(drain, abandon);
        (carrier.Stop, carrier.Abandon) = (stop.Token, abandon);
    }

    public async Task RunAsync()
    {
        progress.Began(model.Name, work.Planned, work.Settled);
        try
        {
            var held = await TakeUpAsync();
            await GatherAsync(work.Requests.Where(request => !held.Contains(HeldBatch.KeyOf(request))), cache);
            await AwaitCarriedAsync();
            while (stopped is null && !again.IsEmpty)
            {
                // They are claimed already.
                await GatherAsync(TakeAgain(), null);
                await AwaitCarriedAsync();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Why is told when all that is in flight has come back.
        }
        catch (ModelException unasked)
        {
            // A request could not even be written.
            await StopAsync(unasked.Message);
        }
        finally
        {
            await EndAsync();
        }
    }

    public void Dispose()
    {
        stop.Dispose();
        room.Dispose();
    }

    /// <summary>Goes on with the batches that earlier executions of the run left with the vendor.</summary>
    /// <returns>Keys of their requests, which nobody else may ask.</returns>
    private async Task<HashSet<UInt128>> TakeUpAsync()
    {
        var batches = new List<HeldBatch>();
        var holders = new Dictionary<UInt128, HeldBatch>();
        foreach (var left in desk.LeftOf(model.Name).Where(batch => batch.IsRepeat == desk.IsRepeat))
        {
            var batch = new HeldBatch(left, desk.Run);
            batches.Add(batch);
            foreach (var key in left.Keys)
            {
                holders[key] = batch;
            }
        }

        if (holders.Count > 0)
        {
            await foreach (var request in work.Requests)
            {
                var key = HeldBatch.KeyOf(request);
                if (holders.TryGetValue(key, out var batch))
                {
                    batch.Pending[key] = request;
                }
            }
        }

        foreach (var batch in batches)
        {
            if (batch.Pending.Count > 0)
            {
                await room.WaitAsync(stop.Token);
                carried.Add(CarryAsync(batch, isNew: false));
            }
            else if (batch.Logged.Keys.All(desk.IsSettled))
            {
                End(batch);
            }
        }

        return [.. holders.Keys];
    }

    private async Task GatherAsync(IAsyncEnumerable<Request> requests, IResponseCache? known)
    {
        var draft = new BatchDraft(service, model.BatchSize);
        try
        {
            await foreach (var request in requests)
            {
                stop.Token.ThrowIfCancellationRequested();
                if (known is not null && await known.FindAsync(request, stop.Token) is { } kept)
                {
                    await Settler.KeepAsync(request, kept);
                    continue;
                }

                if (!draft.TryAdd(request))
                {
                    await HandInAsync(draft);
                    draft.TryAdd(request);
                }

                if (draft.IsFull)
                {
                    await HandInAsync(draft);
                }

                if (stopped is not null)
                {
                    return;
                }
            }

            await HandInAsync(draft);
        }
        finally
        {
            GiveUp(draft.Requests);
        }
    }

    /// <summary>All that gathered, in as many batches as the budget takes; when it takes no more, nothing more is gathered.</summary>
    private async Task HandInAsync(BatchDraft draft)
    {
        while (draft.Requests.Count > 0 && stopped is null)
        {
            await room.WaitAsync(stop.Token);
            decimal[] mostUsd = [.. draft.Requests.Select(Settler.WorstOf)];
            var (taken, refused) = await budget.ReserveAsync(mostUsd, stop.Token);
            if (refused is not null)
            {
                room.Release();
                NoteStop(refused);
                return;
            }

            var batch = Begin(draft.Take(taken), mostUsd.Take(taken).Sum());
            carried.Add(CarryAsync(batch, isNew: true));
            // One at a time is handed in: what is sent is in memory.
            await batch.HandedIn.Task;
        }
    }

    /// <summary>From here on the requests are the batch's, whatever becomes of this process.</summary>
    private HeldBatch Begin(List<Request> requests, decimal reservedUsd)
    {
        var batch = HeldBatch.Of(requests, reservedUsd, desk, time.GetUtcNow());
        desk.Journal.Begin(batch.Logged);
        return batch;
    }

    private async Task CarryAsync(HeldBatch batch, bool isNew)
    {
        underWay.Add(batch);
        try
        {
            await carrier.HandInAsync(batch, isNew);
            batch.HandedIn.TrySetResult();
            var state = await carrier.AwaitAsync(batch, underWay.Tell);
            if (state.Progress is BatchProgress.Refused)
            {
                throw state.Reason!;
            }

            await carrier.ReadAsync(
                batch,
                state,
                (key, result) => Settler.SettleAsync(batch, key, result.Chat, result.Failed)
            );
            foreach (var key in batch.Pending.Keys.ToList())
            {
                await Settler.SettleAsync(batch, key, null, state.Reason!);
            }

            End(batch);
        }
        catch (ModelException refused)
        {
            // Nothing of it was asked.
            GiveUp(batch.Pending.Values);
            End(batch);
            await StopAsync(refused.Message);
        }
        catch (LaneStoppedException cannot)
        {
            await StopAsync(cannot.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It stays with the vendor, for the next execution of the run.
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
        finally
        {
            batch.HandedIn.TrySetResult();
            room.Release();
        }
    }

    /// <summary>Nothing more is to be got from a batch.</summary>
    private void End(HeldBatch batch)
    {
        desk.Journal.End(batch.Ticket.Tag, time.GetUtcNow(), batch.Again.Count);
        budget.Settle(batch.LeftUsd, 0);
        foreach (var request in batch.Again)
        {
            again.Enqueue(request);
        }

        underWay.Remove(batch);
    }

    private async IAsyncEnumerable<Request> TakeAgain()
    {
        await Task.CompletedTask;
        for (int left = again.Count; left > 0 && again.TryDequeue(out var request); left--)
        {
            yield return request;
        }
    }

    private async Task AwaitCarriedAsync()
    {
        await Task.WhenAll(carried);
        carried.Clear();
    }

    /// <summary>What is left with a vendor may be charged: nobody waits for its part of the budget.</summary>
    private async Task EndAsync()
    {
        try
        {
            await AwaitCarriedAsync();
        }
        finally
        {
            GiveUp(again);
            foreach (var batch in underWay.All)
            {
                GiveUp(batch.Pending.Values);
                budget.Settle(batch.LeftUsd, batch.LeftUsd);
            }

            if (stop.IsCancellationRequested)
            {
                NoteStop(Cancelled());
            }
        }
    }

    private void GiveUp(IEnumerable<Request> requests)
    {
        if (cache is null)
        {
            return;
        }

        foreach (var request in requests)
        {
            cache.GiveUp(request);
        }
    }

    private async Task StopAsync(string reason)
    {
        NoteStop(reason);
        await stop.CancelAsync();
    }

    private void NoteStop(string reason)
    {
        lock (gate)
        {
            if (stopped is not null)
            {
                return;
            }

            stopped = reason;
        }
        progress.Stopped(model.Name, reason);
    }

    private string Cancelled() =>
        underWay.IsEmpty
            ? ModelLane.Cancelled
            : $"{ModelLane.Cancelled}; {underWay} left with the vendor: the same command goes on with it";
}
