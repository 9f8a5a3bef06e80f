using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Models;
using Microsoft.Extensions.AI;

namespace EvalHarness.Runs.Batches;

/// <summary>Brings the requests of a batch to their outcome: charged, in the log, told and cached.</summary>
/// <param name="model">The model asked.</param>
/// <param name="budget">What the run may spend.</param>
/// <param name="journal">Keeps each response before anything else happens with it.</param>
/// <param name="cache">Answers of earlier runs; null uses none.</param>
/// <param name="progress">Is told what is settled.</param>
/// <param name="tally">Counts what is settled.</param>
/// <param name="tries">In how many batches requests were before.</param>
/// <param name="time">The clock.</param>
internal sealed class BatchSettler(
    ConnectedModel model,
    IBatchBudget budget,
    IResponseJournal journal,
    IResponseCache? cache,
    IRunProgress progress,
    ModelTally tally,
    Dictionary<UInt128, int> tries,
    TimeProvider time
)
{
    /// <summary>A request that expired is asked in so many further batches at most: each may take a day.</summary>
    private const int MostRepeats = 2;

    private readonly int mostTries = 1 + Math.Min(model.Retries.Attempts - 1, MostRepeats);
    private readonly Lock gate = new();

    /// <summary>What is set aside for a request: the most that it can cost at the price of a batch.</summary>
    /// <param name="request">The request.</param>
    public decimal WorstOf(Request request) => Bound(MostOf(request));

    /// <summary>Settles a request that has a result, or leaves it for a further batch where another attempt may help.</summary>
    /// <param name="batch">Its batch.</param>
    /// <param name="key">Its key in the run.</param>
    /// <param name="chat">The answer; null when it failed.</param>
    /// <param name="failed">Why there is none; null when there is.</param>
    public async Task SettleAsync(HeldBatch batch, UInt128 key, ChatResponse? chat, ModelException? failed)
    {
        var request = batch.Pending[key];
        int number = Count(key);
        failed ??= AttemptFailures.Broken(model.Name, chat!);
        decimal? knownUsd = CostOf(
            chat is null ? TokenCounts.Read(failed!.Usage, hasText: false, out _) : TokenCounts.Read(chat, out _)
        );
        if (failed is { IsTransient: true } && knownUsd is null && number < mostTries)
        {
            lock (gate)
            {
                tries[key] = number;
            }

            batch.Again.Add(request);
            batch.Pending.Remove(key);
            return;
        }

        decimal chargedUsd = knownUsd ?? (chat is null ? 0 : WorstOf(request));
        var response = Respond(request, number, chat, failed) with
        {
            CostUsd = knownUsd,
            ChargedUsd = chargedUsd == (knownUsd ?? 0) ? null : chargedUsd,
        };
        await KeepAsync(request, response);
        batch.Pending.Remove(key);
        Charge(batch, request, chargedUsd);
        if (cache is not null)
        {
            await cache.AddAsync(response, CancellationToken.None);
        }
    }

    /// <summary>Keeps a response that is there: what came back was paid for, so it is kept even while the run is being abandoned.</summary>
    /// <param name="request">The request.</param>
    /// <param name="response">The response.</param>
    public async Task KeepAsync(Request request, Response response)
    {
        await journal.AppendAsync(response, request.Prompt, CancellationToken.None);
        tally.Add(response);
        progress.Settled(response);
    }

    private int Count(UInt128 key)
    {
        lock (gate)
        {
            return tries.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>How long a batch took says nothing of a request's time: that stays unknown.</summary>
    private Response Respond(Request request, int number, ChatResponse? chat, ModelException? failed)
    {
        var attempt = new Attempt(number, TimeSpan.Zero, time.GetUtcNow());
        var response = failed is null
            ? ResponseMaker.Answered(request, model, chat!, attempt)
            : ResponseMaker.Failed(request, model, failed, attempt);
        return response with { Latency = null, Stream = null };
    }

    private void Charge(HeldBatch batch, Request request, decimal chargedUsd)
    {
        decimal moved = Math.Min(batch.LeftUsd, chargedUsd);
        batch.LeftUsd -= moved;
        budget.Settle(moved, chargedUsd);
        model.Limit?.Bills.Learn(MostOf(request), chargedUsd);
    }

    private decimal Bound(decimal mostUsd) => model.Limit?.Bills.WorstOf(mostUsd) ?? mostUsd;

    private decimal MostOf(Request request) => Outlay.Of(request, model).MostUsd * (model.Price?.Batch ?? 1);

    private decimal? CostOf(Usage? counted) => counted is { } usage ? model.Price?.CostUsd(usage) : null;
}
