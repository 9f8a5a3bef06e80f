using System.Globalization;

namespace EvalHarness.Runs;

/// <summary>The limits of <c>budget:</c> within one process; spent and set aside never exceed them together.</summary>
/// <param name="usd">Most US dollars; null sets no limit.</param>
/// <param name="requests">Most attempts sent; null sets no limit.</param>
/// <param name="spentUsd">What earlier executions of the same run have spent.</param>
/// <param name="sent">What earlier executions of the same run have sent.</param>
internal sealed class RunBudget(decimal? usd, long? requests, decimal spentUsd = 0, long sent = 0) : IBudget
{
    private readonly Lock gate = new();
    private decimal reservedUsd;
    private TaskCompletionSource settled = NewSignal();

    /// <summary>US dollars charged so far.</summary>
    public decimal SpentUsd { get; private set; } = spentUsd;

    /// <summary>Attempts sent so far.</summary>
    public long Sent { get; private set; } = sent;

    /// <inheritdoc/>
    public async ValueTask<string?> ReserveAsync(decimal mostUsd, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task waiting;
            lock (gate)
            {
                if (Sent >= requests)
                {
                    return string.Create(CultureInfo.InvariantCulture, $"the budget of {requests} requests is used up");
                }

                if (usd is null || SpentUsd + reservedUsd + mostUsd <= usd)
                {
                    Sent++;
                    reservedUsd += mostUsd;
                    return null;
                }
                if (SpentUsd + mostUsd > usd)
                {
                    return string.Create(
                        CultureInfo.InvariantCulture,
                        $"the next request could cost more than is left of the budget of {usd} USD"
                    );
                }

                waiting = settled.Task;
            }
            await waiting.WaitAsync(cancellationToken);
        }
    }

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

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
