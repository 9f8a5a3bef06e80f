namespace EvalHarness.Runs;

/// <summary>The limits of <c>budget:</c> within one process; spent and set aside never exceed them together.</summary>
/// <param name="usd">Most US dollars; null sets no limit.</param>
/// <param name="requests">Most attempts sent; null sets no limit.</param>
/// <param name="spentUsd">What earlier executions of the same run have spent.</param>
/// <param name="sent">What earlier executions of the same run have sent.</param>
internal sealed class RunBudget(decimal? usd, long? requests, decimal spentUsd = 0, long sent = 0)
    : IBudget,
        IBatchBudget
{
    private readonly Lock gate = new();
    private decimal reservedUsd;
    private TaskCompletionSource settled = NewSignal();

    /// <summary>US dollars charged so far.</summary>
    public decimal SpentUsd { get; private set; } = spentUsd;

    /// <summary>Attempts sent so far.</summary>
    public long Sent { get; private set; } = sent;

    /// <inheritdoc/>
    public async ValueTask<Reservation> ReserveAsync(
        AttemptKey attempt,
        decimal mostUsd,
        CancellationToken cancellationToken
    ) => new((await ReserveAsync([mostUsd], cancellationToken)).Refused);

    /// <inheritdoc/>
    public async ValueTask<(int Taken, string? Refused)> ReserveAsync(
        IReadOnlyList<decimal> mostUsd,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            Task waiting;
            lock (gate)
            {
                if (Sent >= requests)
                {
                    return (0, BudgetWords.UsedUp(requests.Value));
                }

                if (Take(mostUsd) is > 0 and int taken)
                {
                    return (taken, null);
                }

                if (SpentUsd + mostUsd[0] > usd)
                {
                    return (0, BudgetWords.TooLittle(usd!.Value));
                }

                waiting = settled.Task;
            }
            await waiting.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Hold(decimal mostUsd, long requests)
    {
        lock (gate)
        {
            reservedUsd += mostUsd;
            Sent += requests;
        }
    }

    /// <inheritdoc/>
    public void Settle(AttemptKey attempt, decimal mostUsd, decimal chargedUsd, bool isAnswered) =>
        Settle(mostUsd, chargedUsd);

    /// <inheritdoc/>
    public void Settle(decimal mostUsd, decimal chargedUsd)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            reservedUsd -= mostUsd;
            SpentUsd += chargedUsd;
            (waiting, settled) = (settled, usd is null ? settled : NewSignal());
        }
        if (usd is not null)
        {
            waiting.TrySetResult();
        }
    }

    private int Take(IReadOnlyList<decimal> mostUsd)
    {
        long most = Math.Min(mostUsd.Count, requests - Sent ?? long.MaxValue);
        int taken = 0;
        while (taken < most && (usd is null || SpentUsd + reservedUsd + mostUsd[taken] <= usd))
        {
            Sent++;
            reservedUsd += mostUsd[taken++];
        }

        return taken;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
