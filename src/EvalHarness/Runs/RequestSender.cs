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
) : ISender
{
    private readonly RetryPolicy policy = model.Retries;
    private readonly Lock gate = new();

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(Request request, CancellationToken stop, CancellationToken abandon)
    {
        using var span = model.IsFree ? null : Telemetry.Request(request);
        var sending = new Sending(request, Outlay.Of(request, model));
        try
        {
            return await SendAsync(sending, stop, abandon);
        }
        catch (OperationCanceledException) when (sending.ChargedUsd > 0 && stop.IsCancellationRequested)
        {
            return GivenUp(sending, ModelLane.Cancelled);
        }
    }

    private async Task<SendResult> SendAsync(Sending sending, CancellationToken stop, CancellationToken abandon)
    {
        while (true)
        {
            sending.Number++;
            var tried = model.IsFree
                ? await AttemptAsync(sending, sending.Outlay, abandon)
                : await AttemptInTurnAsync(sending, stop, abandon);
            sending.ChargedUsd += tried.ChargedUsd;
            if (tried.Halted is { } halted)
            {
                return GivenUp(sending, halted);
            }

            if (tried.IsLost)
            {
                return new SendResult(IsLost: true);
            }

            if (tried.Chat is { } chat)
            {
                return new SendResult(
                    Paid(sending, ResponseMaker.Answered(sending.Request, model, chat, tried.Attempt))
                );
            }

            if (tried.Failed is not { } failed)
            {
                return Failed(sending);
            }

            sending.WastedUsd += tried.KnownUsd;
            (sending.Last, sending.Failure) = (tried.Attempt, failed);
            var wait = policy.WaitAfter(sending.Number, failed.RetryAfter, Draw());
            if (!failed.IsTransient || sending.Number >= policy.Attempts || wait >= Left(sending))
            {
                return Failed(sending);
            }

            progress.Retrying(model.Name, failed.Failure, wait);
            await Task.Delay(wait, time, stop);
        }
    }

    /// <summary>No further attempt is made: the last one's failure is kept where something was charged, else nothing happened.</summary>
    private SendResult GivenUp(Sending sending, string reason) =>
        sending is { ChargedUsd: > 0, Failure: not null }
            ? Failed(sending) with
            {
                Refused = reason,
            }
            : new SendResult(Refused: reason);

    private SendResult Failed(Sending sending)
    {
        var failed = sending.Failure!;
        return new SendResult(
            Paid(sending, ResponseMaker.Failed(sending.Request, model, failed, sending.Last)),
            failed.Reach
        );
    }

    /// <summary>The response with what all its attempts cost, where it is known, and what the budget was charged for them.</summary>
    private Response Paid(Sending sending, Response response)
    {
        if (model.IsFree)
        {
            return response;
        }

        decimal? answerUsd = response.Failure is null ? response.CostUsd : 0;
        decimal? costUsd = sending.WastedUsd == 0 ? response.CostUsd : answerUsd + sending.WastedUsd;
        decimal chargedUsd = sending.ChargedUsd;
        return response with { CostUsd = costUsd, ChargedUsd = chargedUsd == (costUsd ?? 0) ? null : chargedUsd };
    }

    /// <summary>
    /// An attempt that costs: when the backend bears it, and with its worst bill set aside. It brings nothing where the request's
    /// time was over before its turn came.
    /// </summary>
    private async Task<Tried> AttemptInTurnAsync(Sending sending, CancellationToken stop, CancellationToken abandon)
    {
        stop.ThrowIfCancellationRequested();
        var outlay = sending.Outlay;
        long turn = await limit.TakeAsync(outlay.LikelyTokens, stop);
        var load = Load.Unknown;
        try
        {
            decimal reservedUsd = limit.Bills.WorstOf(outlay.MostUsd);
            var key = new AttemptKey(sending.Request, sending.Number);
            var reserved = await budget.ReserveAsync(key, reservedUsd, stop);
            if (!reserved.IsGranted)
            {
                return new Tried { Halted = reserved.Refused, IsLost = reserved.IsLost };
            }

            if (Left(sending) <= TimeSpan.Zero)
            {
                budget.Settle(key, reservedUsd, 0, isAnswered: false);
                return default;
            }

            var tried = await TraceAsync(sending, outlay with { ReservedUsd = reservedUsd }, abandon);
            load = LoadOf(tried);
            if (PauseOf(tried) is { } pause && pause < Left(sending))
            {
                limit.Pause(pause);
            }

            return tried;
        }
        finally
        {
            limit.Return(turn, load);
        }
    }

    private async Task<Tried> TraceAsync(Sending sending, Outlay outlay, CancellationToken abandon)
    {
        using var span = Telemetry.Attempt(model, sending.Request, sending.Number);
        var tried = await AttemptAsync(sending, outlay, abandon);
        Telemetry.End(span, model, sending.Request, tried.Chat, tried.Failed?.Failure, tried.Attempt);
        return tried;
    }

    private static Load LoadOf(Tried tried) =>
        tried switch
        {
            { Chat: not null } => Load.Borne,
            { Failed: { Failure: { Kind: "timeout" } or { Status: 429 or 503 or 529 } } or { RetryAfter: not null } } =>
                Load.Refused,
            _ => Load.Unknown,
        };

    /// <summary>How long the backend wants to be left alone: a wait that it asks for, or what is left of a limit that is used up.</summary>
    private static TimeSpan? PauseOf(Tried tried) =>
        tried.Failed is { IsTransient: true } failed ? failed.RetryAfter : tried.Chat?.FindDetails()?.Pause;

    private async Task<Tried> AttemptAsync(Sending sending, Outlay outlay, CancellationToken abandon)
    {
        var request = sending.Request;
        long sent = time.GetTimestamp();
        sending.Begun ??= sent;
        decimal chargedUsd = outlay.ReservedUsd;
        bool isAnswered = false;
        var deadline = Deadline(sending);
        using var over = model.IsFree ? new CancellationTokenSource() : new CancellationTokenSource(deadline, time);
        using var abandoning = abandon.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).Cancel(),
            over
        );
        int? inFlight = model.IsFree ? null : limit.InFlight;
        progress.Sent(model.Name);
        try
        {
            // A client that does not heed cancellation must not hold up the run: WaitAsync leaves it behind.
            var chat = await model
                .Client.GetResponseAsync(request.Prompt.ToMessages(), request.ToChatOptions(), over.Token)
                .WaitAsync(over.Token);
            decimal? knownUsd = CostOf(chat, outlay);
            chargedUsd = knownUsd ?? outlay.ReservedUsd;
            var broken = model.IsFree ? null : AttemptFailures.Broken(model.Name, chat);
            isAnswered = broken is null;
            return isAnswered ? End() with { Chat = chat } : End() with { Failed = broken, KnownUsd = knownUsd ?? 0 };
        }
        catch (MemberStoppedException halted)
        {
            return End() with { Halted = halted.Message };
        }
        catch (Exception thrown) when (thrown is not DocumentException && !abandon.IsCancellationRequested)
        {
            var failed = AttemptFailures.Classify(model.Name, thrown, over.IsCancellationRequested ? deadline : null);
            decimal? knownUsd = CostOf(TokenCounts.Read(failed.Usage, hasText: false, out _), outlay);
            chargedUsd = knownUsd ?? (MayHaveAnswered(failed) ? outlay.ReservedUsd : 0);
            return End() with { Failed = failed, KnownUsd = knownUsd ?? 0 };
        }
        finally
        {
            progress.Returned(model.Name);
            if (!model.IsFree)
            {
                limit.Bills.Learn(outlay.MostUsd, chargedUsd);
                budget.Settle(new(request, sending.Number), outlay.ReservedUsd, chargedUsd, isAnswered);
            }
        }

        Tried End() =>
            new(new Attempt(sending.Number, time.GetElapsedTime(sent), time.GetUtcNow(), inFlight), chargedUsd);
    }

    /// <summary>What an answer cost; null where nobody says: unknown is not nothing.</summary>
    private decimal? CostOf(ChatResponse chat, Outlay outlay) =>
        CostOf(TokenCounts.Read(chat, out _), outlay) is { } tokensUsd
            ? chat.FindDetails()?.CostUsd ?? tokensUsd
            : null;

    /// <summary>What counted tokens cost; null where the backend does not count.</summary>
    private decimal? CostOf(Usage? counted, Outlay outlay)
    {
        if (counted is not { } usage)
        {
            return null;
        }

        limit.Correct(outlay.LikelyTokens, usage.Input + usage.Output);
        return model.Price?.CostUsd(usage) ?? 0;
    }

    /// <summary>
    /// Whether a model may have answered, and be paid for it, though no answer came: the call took too long, broke off or
    /// brought what is no answer; not where the server said no or was never reached.
    /// </summary>
    private static bool MayHaveAnswered(ModelException failed) =>
        failed.Failure switch
        {
            { Kind: "timeout" or "body" } => true,
            { Kind: "http", Status: 408 or 504 or 524 } => true,
            { Kind: "connection" } => failed.InnerException
                is not HttpRequestException
                {
                    HttpRequestError: HttpRequestError.NameResolutionError
                        or HttpRequestError.ConnectionError
                        or HttpRequestError.SecureConnectionError
                        or HttpRequestError.ProxyTunnelError
                },
            _ => false,
        };

    /// <summary>A request on its way to its outcome.</summary>
    private sealed class Sending(Request request, Outlay outlay)
    {
        public Request Request => request;

        public Outlay Outlay => outlay;

        /// <summary>When the first attempt was sent; null before.</summary>
        public long? Begun { get; set; }

        /// <summary>Attempts begun.</summary>
        public int Number { get; set; }

        /// <summary>What the budget was charged for all attempts.</summary>
        public decimal ChargedUsd { get; set; }

        /// <summary>What is known to have been paid for attempts that failed.</summary>
        public decimal WastedUsd { get; set; }

        /// <summary>The last attempt that failed.</summary>
        public Attempt Last { get; set; }

        /// <summary>Why it failed; null while none has.</summary>
        public ModelException? Failure { get; set; }
    }

    /// <summary>What an attempt brought; nothing where none was made.</summary>
    /// <param name="Attempt">When and how long.</param>
    /// <param name="ChargedUsd">What the budget was charged for it.</param>
    private readonly record struct Tried(Attempt Attempt, decimal ChargedUsd)
    {
        /// <summary>The answer; null when none came.</summary>
        public ChatResponse? Chat { get; init; }

        /// <summary>Why none came; null when one did.</summary>
        public ModelException? Failed { get; init; }

        /// <summary>Why a model that it goes through is no longer asked; null when it is.</summary>
        public string? Halted { get; init; }

        /// <summary>What is known to have been paid though no answer came.</summary>
        public decimal KnownUsd { get; init; }

        /// <summary>Whether the request is no longer this sender's to ask.</summary>
        public bool IsLost { get; init; }
    }

    /// <summary>What is left of the request's time; less than nothing where the machine slept past it.</summary>
    private TimeSpan Left(Sending sending) =>
        sending.Begun is { } begun ? policy.RequestDeadline - time.GetElapsedTime(begun) : policy.RequestDeadline;

    /// <summary>The time of an attempt: what is left of the request's, at most an attempt's.</summary>
    private TimeSpan Deadline(Sending sending) =>
        TimeSpan.FromTicks(Math.Clamp(Left(sending).Ticks, 0, policy.AttemptDeadline.Ticks));

    private double Draw()
    {
        lock (gate)
        {
            return chance.NextDouble();
        }
    }
}

/// <summary>What became of sending a request.</summary>
/// <param name="Response">The settled response; null when nothing was paid for.</param>
/// <param name="Reach">What its failure is about; null where it did not fail.</param>
/// <param name="Refused">Why it is not sent (again), and nothing else will be; null when all is well.</param>
/// <param name="IsLost">Whether somebody else asks it, or has its answer: nothing becomes of it here.</param>
internal readonly record struct SendResult(
    Response? Response = null,
    FailureReach? Reach = null,
    string? Refused = null,
    bool IsLost = false
);
