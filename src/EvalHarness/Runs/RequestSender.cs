using System.Text;
using EvalHarness.Core;
using EvalHarness.Models;
using Microsoft.Extensions.AI;

namespace EvalHarness.Runs;

/// <summary>Takes one request to its outcome: paced, paid for, attempted again where that may help.</summary>
/// <param name="model">The model asked.</param>
/// <param name="limit">What paces the model.</param>
/// <param name="budget">What the run may spend.</param>
/// <param name="progress">Is told of attempts.</param>
/// <param name="time">The clock.</param>
/// <param name="chance">Source of the jitter.</param>
internal sealed class RequestSender(
    ConnectedModel model,
    ILimit limit,
    IBudget budget,
    IRunProgress progress,
    TimeProvider time,
    Random chance
)
{
    /// <summary>Most tokens that a chat format adds to a turn: six are known, the rest is room.</summary>
    private const int TokensPerTurn = 16;

    /// <summary>Tokens that an answer is taken to have at most where a request sets no limit.</summary>
    private const int AssumedTokens = 4096;

    private readonly RetryPolicy policy = model.Retries;

    private readonly Lock gate = new();

    /// <summary>Sends a request until it is settled.</summary>
    /// <param name="request">The request.</param>
    /// <param name="stop">No new attempt is begun; waiting ends.</param>
    /// <param name="abandon">The attempt in flight is given up.</param>
    /// <exception cref="OperationCanceledException">It was not settled: the run was stopped or abandoned first.</exception>
    public async Task<SendResult> SendAsync(Request request, CancellationToken stop, CancellationToken abandon)
    {
        long? begun = null;
        for (var number = 1; ; number++)
        {
            var mostUsd = MostUsd(request);
            if (await ReserveAsync(request, mostUsd, stop) is { } refused)
                return new SendResult(null, false, refused);
            begun ??= time.GetTimestamp();
            var (chat, failed, attempt) = await AttemptAsync(request, number, Deadline(begun.Value), mostUsd, abandon);
            if (chat is not null)
                return new SendResult(ResponseMaker.Answered(request, model, chat, attempt));
            var wait = policy.WaitAfter(number, failed!.RetryAfter, Draw());
            var left = policy.RequestDeadline - time.GetElapsedTime(begun.Value);
            if (failed.IsTransient && failed.RetryAfter is { } asked && asked < left)
                limit.Pause(asked);
            if (!failed.IsTransient || number >= policy.Attempts || wait >= left)
                return new SendResult(ResponseMaker.Failed(request, failed.Failure, attempt), failed.IsTransient);
            progress.Retrying(model.Name, failed.Failure, wait);
            await Task.Delay(wait, time, stop);
        }
    }

    private async ValueTask<string?> ReserveAsync(Request request, decimal mostUsd, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (model.IsLocal)
            return null;
        await limit.WaitAsync(request, stop);
        return await budget.ReserveAsync(mostUsd, stop);
    }

    private async Task<(ChatResponse? Chat, ModelException? Failed, Attempt Attempt)> AttemptAsync(
        Request request,
        int number,
        TimeSpan deadline,
        decimal mostUsd,
        CancellationToken abandon
    )
    {
        var chargedUsd = mostUsd;
        using var late = model.IsLocal ? new CancellationTokenSource() : new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(abandon, late.Token);
        progress.Sent(model.Name);
        var sent = time.GetTimestamp();
        try
        {
            // A client that does not heed cancellation must not hold up the run: WaitAsync leaves it behind.
            var chat = await model
                .Client.GetResponseAsync(request.Prompt.ToMessages(), request.ToChatOptions(), either.Token)
                .WaitAsync(either.Token);
            chargedUsd = ChargedUsd(chat, mostUsd);
            return (chat, null, Over());
        }
        catch (Exception thrown) when (thrown is not DocumentException && !abandon.IsCancellationRequested)
        {
            var failed = AttemptFailures.Classify(model.Name, thrown, late.IsCancellationRequested ? deadline : null);
            chargedUsd = failed.Failure.Kind is "timeout" or "body" ? mostUsd : 0;
            return (null, failed, Over());
        }
        finally
        {
            progress.Returned(model.Name);
            if (!model.IsLocal)
                budget.Settle(mostUsd, chargedUsd);
        }

        Attempt Over() => new(number, time.GetElapsedTime(sent), time.GetUtcNow());
    }

    /// <summary>A bound that no tokenizer exceeds: they make at most one token of a byte.</summary>
    private decimal MostUsd(Request request)
    {
        if (model.Price is not { } price)
            return 0;
        var input = 0L;
        foreach (var turn in request.Prompt.Turns)
            input += Encoding.UTF8.GetByteCount(turn.Text) + TokensPerTurn;
        return price.CostUsd(new Usage(input, 0, request.Generation.MaxTokens ?? AssumedTokens));
    }

    /// <summary>A backend that does not count is charged the bound: unknown is not nothing.</summary>
    private decimal ChargedUsd(ChatResponse chat, decimal mostUsd) =>
        model.Price is { } price
        && chat.Usage is { InputTokenCount: { } input, OutputTokenCount: { } output } usage
            ? price.CostUsd(new Usage(input, usage.CachedInputTokenCount ?? 0, output))
            : mostUsd;

    private TimeSpan Deadline(long begun)
    {
        var left = policy.RequestDeadline - time.GetElapsedTime(begun);
        return left < policy.AttemptDeadline ? left : policy.AttemptDeadline;
    }

    private double Draw()
    {
        lock (gate)
            return chance.NextDouble();
    }
}

/// <summary>What became of sending a request.</summary>
/// <param name="Response">The settled response; null when it was not sent.</param>
/// <param name="IsTransient">Whether it failed in a way that may pass.</param>
/// <param name="Refused">Why it was not sent, and nothing else will be; null when it was.</param>
internal readonly record struct SendResult(Response? Response, bool IsTransient = false, string? Refused = null);
