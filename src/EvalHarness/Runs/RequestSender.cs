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
    private readonly RetryPolicy policy = model.Retries;
    private readonly Lock gate = new();

    private readonly WorstBill bills = new();

    /// <summary>Sends a request until it is settled.</summary>
    /// <param name="request">The request.</param>
    /// <param name="stop">No new attempt is begun; waiting ends.</param>
    /// <param name="abandon">The attempt in flight is given up.</param>
    /// <exception cref="OperationCanceledException">It was not settled: the run was stopped or abandoned first.</exception>
    public async Task<SendResult> SendAsync(Request request, CancellationToken stop, CancellationToken abandon)
    {
        var outlay = Outlay.Of(request, model);
        using var span = model.IsFree ? null : Telemetry.Request(request);
        long? begun = null;
        decimal chargedUsd = 0m;
        decimal wastedUsd = 0m;
        for (int number = 1; ; number++)
        {
            var tried = model.IsFree
                ? await AttemptAsync(request, number, begun ??= time.GetTimestamp(), outlay, abandon)
                : await AttemptInTurnAsync(request, number, () => begun ??= time.GetTimestamp(), outlay, stop, abandon);
            chargedUsd += tried.ChargedUsd;
            if (tried.Halted is { } halted)
            {
                return new SendResult(null, null, halted);
            }

            if (tried.Chat is { } chat)
            {
                return new SendResult(
                    Paid(ResponseMaker.Answered(request, model, chat, tried.Attempt), wastedUsd, chargedUsd)
                );
            }

            wastedUsd += tried.KnownUsd;
            var failed = tried.Failed!;
            var wait = policy.WaitAfter(number, failed.RetryAfter, Draw());
            if (!failed.IsTransient || number >= policy.Attempts || wait >= Left(begun!.Value))
            {
                return new SendResult(
                    Paid(ResponseMaker.Failed(request, model, failed.Failure, tried.Attempt), wastedUsd, chargedUsd),
                    failed.Reach
                );
            }

            progress.Retrying(model.Name, failed.Failure, wait);
            await Task.Delay(wait, time, stop);
        }
    }

    /// <summary>The response with what all its attempts cost, where it is known, and what the budget was charged for them.</summary>
    private Response Paid(Response response, decimal wastedUsd, decimal chargedUsd)
    {
        if (model.IsFree)
        {
            return response;
        }

        decimal? answerUsd = response.Failure is null ? response.CostUsd : 0;
        decimal? costUsd = wastedUsd == 0 ? response.CostUsd : answerUsd + wastedUsd;
        return response with { CostUsd = costUsd, ChargedUsd = chargedUsd == (costUsd ?? 0) ? null : chargedUsd };
    }

    /// <summary>An attempt that costs: when the backend bears it, and with its worst bill set aside.</summary>
    private async Task<Tried> AttemptInTurnAsync(
        Request request,
        int number,
        Func<long> begin,
        Outlay outlay,
        CancellationToken stop,
        CancellationToken abandon
    )
    {
        stop.ThrowIfCancellationRequested();
        long turn = await limit.TakeAsync(outlay.LikelyTokens, stop);
        var load = Load.Unknown;
        try
        {
            decimal reservedUsd = bills.WorstOf(outlay.MostUsd);
            if (await budget.ReserveAsync(reservedUsd, stop) is { } refused)
            {
                return new Tried(default, ChargedUsd: 0) { Halted = refused };
            }

            long begun = begin();
            var tried = await TraceAsync(request, number, begun, outlay with { ReservedUsd = reservedUsd }, abandon);
            load = LoadOf(tried);
            if (PauseOf(tried) is { } pause && pause < Left(begun))
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

    private async Task<Tried> TraceAsync(
        Request request,
        int number,
        long begun,
        Outlay outlay,
        CancellationToken abandon
    )
    {
        using var span = Telemetry.Attempt(model, request, number);
        var tried = await AttemptAsync(request, number, begun, outlay, abandon);
        Telemetry.End(span, model, request, tried.Chat, tried.Failed?.Failure, tried.Attempt);
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

    private async Task<Tried> AttemptAsync(
        Request request,
        int number,
        long begun,
        Outlay outlay,
        CancellationToken abandon
    )
    {
        decimal chargedUsd = outlay.ReservedUsd;
        var deadline = Deadline(begun);
        using var over = model.IsFree ? new CancellationTokenSource() : new CancellationTokenSource(deadline, time);
        using var abandoning = abandon.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).Cancel(),
            over
        );
        progress.Sent(model.Name);
        long sent = time.GetTimestamp();
        try
        {
            // A client that does not heed cancellation must not hold up the run: WaitAsync leaves it behind.
            var chat = await model
                .Client.GetResponseAsync(request.Prompt.ToMessages(), request.ToChatOptions(), over.Token)
                .WaitAsync(over.Token);
            decimal? knownUsd = CostOf(chat, outlay);
            chargedUsd = knownUsd ?? outlay.ReservedUsd;
            return !model.IsFree && Broken(chat) is { } broken
                ? End() with
                {
                    Failed = broken,
                    KnownUsd = knownUsd ?? 0,
                }
                : End() with
                {
                    Chat = chat,
                };
        }
        catch (MemberStoppedException halted)
        {
            return End() with { Halted = halted.Message };
        }
        catch (Exception thrown) when (thrown is not DocumentException && !abandon.IsCancellationRequested)
        {
            var failed = AttemptFailures.Classify(model.Name, thrown, over.IsCancellationRequested ? deadline : null);
            chargedUsd = MayHaveAnswered(failed) ? outlay.ReservedUsd : 0;
            return End() with { Failed = failed };
        }
        finally
        {
            progress.Returned(model.Name);
            if (!model.IsFree)
            {
                bills.Learn(outlay.MostUsd, chargedUsd);
                budget.Settle(outlay.ReservedUsd, chargedUsd);
            }
        }

        Tried End() => new(new Attempt(number, time.GetElapsedTime(sent), time.GetUtcNow()), chargedUsd);
    }

    /// <summary>What an answer cost; null where the backend does not count: unknown is not nothing.</summary>
    private decimal? CostOf(ChatResponse chat, Outlay outlay)
    {
        if (TokenCounts.Read(chat.Usage, chat.Text.Length > 0, out _) is not { } usage)
        {
            return null;
        }

        limit.Correct(outlay.LikelyTokens, usage.Input + usage.Output);
        return chat.FindDetails()?.CostUsd ?? model.Price?.CostUsd(usage) ?? 0;
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

    /// <summary>The failure of a reply whose backend says that generating it failed; null where it says nothing of the kind.</summary>
    private ModelException? Broken(ChatResponse chat)
    {
        string? word = chat.FindDetails()?.FinishReason ?? chat.FinishReason?.Value;
        return FinishReasons.Of(word) is Ending.Broken
            ? new ModelException(
                new Failure("body", null, $"model '{model.Name}': the backend stopped with '{word}'"),
                isTransient: true
            )
            : null;
    }

    /// <summary>What an attempt brought.</summary>
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
    }

    /// <summary>What is left of the request's time; less than nothing where the machine slept past it.</summary>
    private TimeSpan Left(long begun) => policy.RequestDeadline - time.GetElapsedTime(begun);

    /// <summary>The time of an attempt: what is left of the request's, at most an attempt's.</summary>
    private TimeSpan Deadline(long begun) =>
        TimeSpan.FromTicks(Math.Clamp(Left(begun).Ticks, 0, policy.AttemptDeadline.Ticks));

    private double Draw()
    {
        lock (gate)
        {
            return chance.NextDouble();
        }
    }
}

/// <summary>What became of sending a request.</summary>
/// <param name="Response">The settled response; null when it was not sent.</param>
/// <param name="Reach">What its failure is about; null where it did not fail.</param>
/// <param name="Refused">Why it was not sent, and nothing else will be; null when it was.</param>
internal readonly record struct SendResult(Response? Response, FailureReach? Reach = null, string? Refused = null);
