using EvalHarness.Core;
using EvalHarness.Models;
using EvalHarness.Models.Batches;

namespace EvalHarness.Runs.Batches;

/// <summary>Hands batches in, waits for them and reads them, through the faults of the world.</summary>
/// <param name="model">The model asked.</param>
/// <param name="service">Its batch service.</param>
/// <param name="desk">The batches of the run.</param>
/// <param name="time">The clock.</param>
internal sealed class BatchCarrier(ConnectedModel model, IBatchService service, BatchDesk desk, TimeProvider time)
{
    /// <summary>Calls in a row that may fail for a passing reason: half an hour and more, of a day.</summary>
    private const int MostFailures = 40;

    private const double WaitGrowth = 1.5;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(1);

    private readonly RetryPolicy policy = model.Retries;

    /// <summary>Ends waiting, and no call is begun.</summary>
    public CancellationToken Stop { get; set; }

    /// <summary>Gives up calls in flight.</summary>
    public CancellationToken Abandon { get; set; }

    /// <summary>Sees to it that the vendor has a batch; one that may be there already is looked for first.</summary>
    /// <param name="batch">The batch, which is in the log.</param>
    /// <param name="isNew">Whether nobody can have handed it in.</param>
    /// <exception cref="ModelException">The vendor did not take it.</exception>
    /// <exception cref="LaneStoppedException">Nobody knows whether the vendor has it.</exception>
    public async Task HandInAsync(HeldBatch batch, bool isNew)
    {
        for (int attempt = 1; batch.Id is null; attempt++)
        {
            if (!isNew && await FindAsync(batch) is { } found)
            {
                Name(batch, found);
                return;
            }

            Stop.ThrowIfCancellationRequested();
            try
            {
                var requests = batch.Write(service);
                Name(
                    batch,
                    await CallAsync(token => service.SubmitAsync(batch.Ticket, requests, token), policy.RequestDeadline)
                );
            }
            catch (ModelException failed) when (failed.IsTransient)
            {
                if (attempt >= policy.Attempts)
                {
                    throw new LaneStoppedException($"a batch could not be handed in: {failed.Message}");
                }

                isNew = false;
                await WaitAsync(attempt, failed);
            }
        }
    }

    /// <summary>Waits until a batch is over.</summary>
    /// <param name="batch">The batch, whose id is known.</param>
    /// <param name="tell">Is called when it has come further.</param>
    /// <exception cref="LaneStoppedException">The vendor knows nothing of it, or says nothing for too long.</exception>
    public async Task<BatchState> AwaitAsync(HeldBatch batch, Action tell)
    {
        for (int looks = 0; ; looks++)
        {
            var state = await PatientlyAsync(batch, token => service.LookAsync(batch.Id!, token));
            batch.Done = state.Done;
            tell();
            if (state.Progress is not BatchProgress.UnderWay)
            {
                return state;
            }

            await WaitAsync(looks);
        }
    }

    /// <summary>Reads the results, again from the start where the connection breaks.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="state">How it stands.</param>
    /// <param name="take">Takes a result; is given none twice that it has taken out of the pending ones.</param>
    /// <exception cref="LaneStoppedException">They cannot be read.</exception>
    public async Task ReadAsync(HeldBatch batch, BatchState state, Func<UInt128, BatchResult, Task> take)
    {
        for (int failures = 1; !await TryReadAsync(batch, state, take, failures); failures++) { }
    }

    /// <summary>Only what the vendor does is guarded: a log that cannot be written ends the run.</summary>
    private async Task<bool> TryReadAsync(
        HeldBatch batch,
        BatchState state,
        Func<UInt128, BatchResult, Task> take,
        int failures
    )
    {
        Stop.ThrowIfCancellationRequested();
        using var reading = new CancellationTokenSource();
        await using var results = service.ReadAsync(state, reading.Token).GetAsyncEnumerator(reading.Token);
        while (true)
        {
            try
            {
                if (!await CallAsync(token => NextAsync(results, reading, token), policy.AttemptDeadline))
                {
                    return true;
                }
            }
            catch (ModelException failed)
            {
                await BearAsync(batch, failures, failed);
                return false;
            }

            if (batch.Ticket.Has(results.Current.CustomId, out var key) && batch.Pending.ContainsKey(key))
            {
                await take(key, results.Current);
            }
        }
    }

    private static async Task<bool> NextAsync(
        IAsyncEnumerator<BatchResult> results,
        CancellationTokenSource reading,
        CancellationToken token
    )
    {
        using var ending = token.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), reading);
        return await results.MoveNextAsync();
    }

    /// <summary>A batch that may be the one, but is under way, is looked at until it is over.</summary>
    private async Task<string?> FindAsync(HeldBatch batch)
    {
        for (int looks = 0; ; looks++)
        {
            var finding = await PatientlyAsync(
                batch,
                token => service.FindAsync(batch.Ticket, desk.Journal.Ids, token)
            );
            if (!finding.IsOpen)
            {
                return finding.Id;
            }

            await WaitAsync(looks);
        }
    }

    private void Name(HeldBatch batch, string id)
    {
        desk.Journal.Name(batch.Ticket.Tag, id);
        batch.Id = id;
    }

    private async Task<T> PatientlyAsync<T>(HeldBatch batch, Func<CancellationToken, Task<T>> call)
    {
        for (int failures = 1; ; failures++)
        {
            Stop.ThrowIfCancellationRequested();
            try
            {
                return await CallAsync(call, policy.RequestDeadline);
            }
            catch (ModelException failed)
            {
                await BearAsync(batch, failures, failed);
            }
        }
    }

    private Task BearAsync(HeldBatch batch, int failures, ModelException failed) =>
        failed.IsTransient && failures < MostFailures
            ? WaitAsync(failures, failed)
            : throw new LaneStoppedException(
                $"batch {batch.Name} is left with its vendor, and the same command goes on with it: {failed.Message}"
            );

    private async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, TimeSpan deadline)
    {
        using var over = new CancellationTokenSource(deadline, time);
        using var abandoning = Abandon.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).Cancel(),
            over
        );
        try
        {
            return await call(over.Token);
        }
        catch (Exception thrown) when (thrown is not DocumentException && !Abandon.IsCancellationRequested)
        {
            throw AttemptFailures.Classify(model.Name, thrown, over.IsCancellationRequested ? deadline : null);
        }
    }

    private Task WaitAsync(int failures, ModelException failed)
    {
        var wait = failed.RetryAfter is { } asked ? asked + ClockDifference : WaitOf(failures);
        return Task.Delay(wait, time, Stop);
    }

    private Task WaitAsync(int looks) => Task.Delay(WaitOf(looks), time, Stop);

    private TimeSpan WaitOf(int before)
    {
        var wait = model.FirstLook * Math.Pow(WaitGrowth, Math.Min(before, 30));
        return wait < LongestWait ? wait : LongestWait;
    }
}

/// <summary>A lane cannot go on.</summary>
/// <param name="reason">Why, in one line.</param>
internal sealed class LaneStoppedException(string reason) : Exception(reason);
