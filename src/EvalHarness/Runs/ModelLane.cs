using System.Runtime.CompilerServices;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Runs;

/// <summary>Asks one model all its requests, so many at a time, independently of the other models.</summary>
/// <param name="work">The model and what it is asked.</param>
/// <param name="sender">Takes a request to its outcome.</param>
/// <param name="journal">Keeps each response before anything else happens with it.</param>
/// <param name="cache">Answers of earlier runs; null uses none.</param>
/// <param name="progress">Is told what is settled.</param>
internal sealed class ModelLane(
    ModelRequests work,
    RequestSender sender,
    IResponseJournal journal,
    IResponseCache? cache,
    IRunProgress progress
)
{
    /// <summary>Prompts are written so many at a time, ahead of their requests.</summary>
    private const int PromptsAtOnce = 32;

    private readonly CircuitBreaker breaker = new();
    private readonly ModelTally tally = new(work.Model.Name);
    private readonly Lock gate = new();
    private string? stopped;

    /// <summary>Asks until all is settled or something stops it.</summary>
    /// <param name="drain">Stops new attempts; those in flight are waited for.</param>
    /// <param name="abandon">Gives up those in flight.</param>
    public async Task<ModelRun> RunAsync(CancellationToken drain, CancellationToken abandon)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(drain, abandon);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, work.Model.InFlight) };
        progress.Began(work.Model.Name, work.Planned, work.Settled);
        await Parallel.ForEachAsync(
            TakeAsync(stop.Token, CancellationToken.None),
            options,
            async (request, _) =>
            {
                try
                {
                    await AskAsync(request, stop, abandon);
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    await StopAsync("cancelled", stop);
                }
            }
        );
        return tally.Total(stopped);
    }

    /// <summary>The requests, until the lane is stopped; then it matters whether one was left.</summary>
    private async IAsyncEnumerable<Request> TakeAsync(
        CancellationToken stop,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var batch in work.Requests.InBatchesAsync(PromptsAtOnce, cancellationToken))
        {
            if (!stop.IsCancellationRequested)
                journal.Prepare([.. batch.Select(request => request.Prompt)]);
            foreach (var request in batch)
            {
                if (stop.IsCancellationRequested)
                {
                    NoteStop("cancelled");
                    yield break;
                }
                yield return request;
            }
        }
    }

    private async Task AskAsync(Request request, CancellationTokenSource stop, CancellationToken abandon)
    {
        if (!work.Model.IsLocal && cache?.Find(request) is { } kept)
        {
            await SettleAsync(request, kept);
            return;
        }
        var (response, isTransient, refused) = await sender.SendAsync(request, stop.Token, abandon);
        if (response is null)
        {
            await StopAsync(refused!, stop);
            return;
        }
        await SettleAsync(request, response);
        if (cache is not null && !work.Model.IsLocal)
            await cache.AddAsync(response, CancellationToken.None);
        if (breaker.Observe(response, isTransient) is { } broken)
            await StopAsync(broken, stop);
    }

    /// <summary>What came back was paid for: it is kept even while the run is being abandoned.</summary>
    private async Task SettleAsync(Request request, Response response)
    {
        await journal.AppendAsync(response, request.Prompt, CancellationToken.None);
        tally.Add(response);
        progress.Settled(response);
    }

    private async Task StopAsync(string reason, CancellationTokenSource stop)
    {
        NoteStop(reason);
        await stop.CancelAsync();
    }

    private void NoteStop(string reason)
    {
        lock (gate)
        {
            if (stopped is not null)
                return;
            stopped = reason;
        }
        progress.Stopped(work.Model.Name, reason);
    }
}
