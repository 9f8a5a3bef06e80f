using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Models;

namespace EvalHarness.Runs;

/// <summary>Asks one model all its requests, so many at a time, independently of the other models.</summary>
/// <param name="work">The model and what it is asked.</param>
/// <param name="sender">Takes a request to its outcome.</param>
/// <param name="journal">Keeps each response before anything else happens with it.</param>
/// <param name="cache">Answers of earlier runs; null uses none.</param>
/// <param name="breaker">Notices when the model is out of order.</param>
/// <param name="progress">Is told what is settled.</param>
/// <param name="members">The models that teams ask, when this one is among them; null when it is not.</param>
internal sealed class ModelLane(
    ModelRequests work,
    ISender sender,
    IResponseJournal journal,
    IResponseCache? cache,
    CircuitBreaker breaker,
    IRunProgress progress,
    TeamMembers? members
) : ILane
{
    /// <summary>Why a lane stopped that was told to.</summary>
    public const string Cancelled = "cancelled";

    private static readonly ModelException TurnFailed = new(
        new Failure("turn", null, "an earlier turn of its conversation failed"),
        isTransient: false
    );

    private readonly ModelTally tally = new(work.Model.Name, work.Model.IsTeam);
    private readonly Lock gate = new();
    private readonly SemaphoreSlim slots = new(Math.Max(1, work.Model.InFlight));
    private readonly ConcurrentDictionary<UInt128, Task<Response?>> inFlight = new();
    private CancellationTokenSource stop = new();
    private CancellationToken abandoned;

    /// <summary>Why not all was asked; null when all was, so far.</summary>
    public string? Stopped { get; private set; }

    /// <summary>What was done so far.</summary>
    public ModelRun Total => tally.Total(Stopped);

    /// <summary>Says when to stop; before the first request.</summary>
    /// <param name="drain">Stops new attempts; those in flight are waited for.</param>
    /// <param name="abandon">Gives up those in flight.</param>
    public void Heed(CancellationToken drain, CancellationToken abandon)
    {
        stop.Dispose();
        stop = CancellationTokenSource.CreateLinkedTokenSource(drain, abandon);
        abandoned = abandon;
    }

    /// <summary>Asks until all is settled or something stops it.</summary>
    public async Task RunAsync()
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, work.Model.InFlight) };
        progress.Began(work.Model.Name, work.Planned, work.Settled);
        await Parallel.ForEachAsync(
            TakeAsync(stop.Token, CancellationToken.None),
            options,
            async (request, _) => await AnswerAsync(request)
        );
    }

    /// <summary>
    /// The response to a request, asked once even when several want it at a time; null when the model is no longer asked.
    /// </summary>
    /// <param name="request">The request.</param>
    public async Task<Response?> AnswerAsync(Request request)
    {
        if (members is null)
        {
            return await AskUnlessStoppedAsync(request);
        }

        var key = RequestIdentity.InRun(request.Id, request.Task, request.Model);
        var mine = new TaskCompletionSource<Response?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var theirs = inFlight.GetOrAdd(key, mine.Task);
        if (theirs != mine.Task)
        {
            return await theirs;
        }

        try
        {
            var response = members.Recall(request) ?? await AskUnlessStoppedAsync(request);
            mine.SetResult(response);
            return response;
        }
        catch (Exception failed)
        {
            mine.SetException(failed);
            throw;
        }
        finally
        {
            inFlight.TryRemove(key, out _);
        }
    }

    public void Dispose()
    {
        stop.Dispose();
        slots.Dispose();
    }

    /// <summary>The requests, until the lane is stopped; then it matters whether one was left.</summary>
    private async IAsyncEnumerable<Request> TakeAsync(
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var request in work.Requests.WithCancellation(cancellationToken))
        {
            if (stopping.IsCancellationRequested)
            {
                NoteStop(Cancelled);
                yield break;
            }
            yield return request;
        }
    }

    private async Task<Response?> AskUnlessStoppedAsync(Request request)
    {
        try
        {
            return await AskAsync(request);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await StopAsync(Cancelled);
            return null;
        }
        catch
        {
            // Nobody goes on waiting in a lane that ends.
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task<Response?> AskAsync(Request request)
    {
        if (request.Previous is not null)
        {
            return await AskInTurnAsync(request);
        }

        return await AskUnlessCachedAsync(request, request);
    }

    /// <summary>Asks the model unless the cache has its answer.</summary>
    /// <param name="request">The request, as it is sent and journalled.</param>
    /// <param name="known">The same, as the cache knows it.</param>
    private async Task<Response?> AskUnlessCachedAsync(Request request, Request known)
    {
        if (cache is null || work.Model.IsFree)
        {
            return await AskModelAsync(request);
        }

        if (await cache.FindAsync(known, stop.Token) is { } kept)
        {
            kept = kept with { RequestId = request.Id };
            await SettleAsync(request, kept);
            return kept;
        }

        Response? response = null;
        try
        {
            return response = await AskModelAsync(request);
        }
        finally
        {
            if (response is null)
            {
                cache.GiveUp(known);
            }
            else
            {
                await cache.AddAsync(response with { RequestId = known.Id }, CancellationToken.None);
            }
        }
    }

    /// <summary>
    /// Asks the turns before, each once, and then this one, with the answers in its prompt. A turn whose predecessor failed has
    /// nothing to go on from, and fails. The cache knows an answer by all that was said before it.
    /// </summary>
    private async Task<Response?> AskInTurnAsync(Request request)
    {
        var before = new List<Request>();
        for (var turn = request.Previous; turn is not null; turn = turn.Previous)
        {
            before.Insert(0, turn);
        }

        var own = new List<string>(before.Count);
        foreach (var turn in before)
        {
            if (await AnswerAsync(turn) is not { } said)
            {
                return null;
            }

            if (said.Failure is not null)
            {
                var failed = ResponseMaker.Failed(request, work.Model, TurnFailed, default) with { Latency = null };
                await SettleAsync(request, failed);
                return failed;
            }

            own.Add(said.Text ?? "");
        }

        var asked = work.Model.InTurn[request.Task].InTurn(request, own);
        return await AskUnlessCachedAsync(asked, asked with { Id = Digest.Of(request.Id, asked.Prompt.Hash) });
    }

    private async Task<Response?> AskModelAsync(Request request)
    {
        bool isProbe = !work.Model.IsFree && await breaker.PassAsync(stop.Token);
        bool isObserved = false;
        try
        {
            var (response, reach, refused, isLost) = await SendAsync(request);
            if (response is not null)
            {
                await SettleAsync(request, response);
            }

            if (refused is not null)
            {
                await StopAsync(refused);
                return null;
            }

            if (isLost)
            {
                return null;
            }

            isObserved = true;
            if (!work.Model.IsFree && breaker.Observe(response!.Failure, reach, isProbe) is { } broken)
            {
                await StopAsync(broken);
            }

            return response;
        }
        finally
        {
            if (!isObserved)
            {
                breaker.GiveUpProbe(isProbe);
            }
        }
    }

    /// <summary>Its own requests and those of its teams together keep to what the model bears at a time.</summary>
    private async Task<SendResult> SendAsync(Request request)
    {
        if (members is null)
        {
            return await sender.SendAsync(request, stop.Token, abandoned);
        }

        await slots.WaitAsync(stop.Token);
        try
        {
            return await sender.SendAsync(request, stop.Token, abandoned);
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>What came back was paid for: it is kept even while the run is being abandoned.</summary>
    private async Task SettleAsync(Request request, Response response)
    {
        await journal.AppendAsync(response, request.Prompt, CancellationToken.None);
        tally.Add(response);
        progress.Settled(response);
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
            if (Stopped is not null)
            {
                return;
            }

            Stopped = reason;
        }
        progress.Stopped(work.Model.Name, reason);
    }
}
