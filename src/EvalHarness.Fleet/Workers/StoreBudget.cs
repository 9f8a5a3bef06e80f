using System.Collections.Concurrent;
using EvalHarness.Fleet.Store;
using EvalHarness.Runs;

namespace EvalHarness.Fleet.Workers;

/// <summary>
/// The limits of <c>budget:</c> within the store. An attempt's worst case is set aside, and its sending noted, in one step: what is not
/// this worker's any more is not sent.
/// </summary>
/// <param name="run">Number of the run.</param>
/// <param name="worker">Name of the worker.</param>
/// <param name="tables">The store.</param>
/// <param name="leases">What this worker holds.</param>
/// <param name="leaseOf">How long an attempt at a model may be in flight.</param>
/// <param name="limits">The run's bounds, for the words of a refusal.</param>
/// <param name="time">The clock.</param>
/// <param name="abandon">What is in flight is given up then: its fate is unknown, so nothing is settled.</param>
internal sealed class StoreBudget(
    int run,
    string worker,
    WorkTables tables,
    Leases leases,
    Func<string, TimeSpan> leaseOf,
    BudgetLimits limits,
    TimeProvider time,
    CancellationToken abandon
) : IBudget
{
    /// <summary>An attempt that is sent so long after the store allowed it may be somebody else's meanwhile.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan WaitPace = TimeSpan.FromMilliseconds(250);

    private readonly Batcher<StoredAttempt, Grant> reserving = new(attempts =>
        tables.ReserveAsync(run, worker, attempts, CancellationToken.None)
    );

    private readonly Batcher<StoredAttempt, bool> settling = new(async attempts =>
    {
        await tables.SettleAsync(run, worker, attempts, CancellationToken.None);
        return new bool[attempts.Count];
    });

    /// <summary>Why models are asked no more, by model.</summary>
    public ConcurrentDictionary<string, string> Refused { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<Reservation> ReserveAsync(
        AttemptKey attempt,
        decimal mostUsd,
        CancellationToken cancellationToken
    )
    {
        if (leases.Find(attempt.Request) is not { } lease)
        {
            return new Reservation(IsLost: true);
        }

        var asked = new StoredAttempt(lease.Key, lease.Token, attempt.Number, mostUsd, leaseOf(attempt.Request.Model));
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long begun = time.GetTimestamp();
            var grant = await reserving.AddAsync(asked);
            switch (grant)
            {
                case Grant.Granted when time.GetElapsedTime(begun) < Fresh:
                    return default;
                case Grant.Granted:
                    continue;
                case Grant.Lost:
                    leases.Drop(attempt.Request);
                    return new Reservation(IsLost: true);
                case Grant.Waits:
                    await Task.Delay(WaitPace, time, cancellationToken);
                    continue;
                default:
                    return new Reservation(Refuse(attempt.Request.Model, grant));
            }
        }
    }

    /// <inheritdoc/>
    public void Settle(AttemptKey attempt, decimal mostUsd, decimal chargedUsd, bool isAnswered)
    {
        if (abandon.IsCancellationRequested || leases.Find(attempt.Request) is not { } lease)
        {
            return;
        }

        if (isAnswered)
        {
            // Settled with its answer, in one step: a worker that dies in between leaves it in doubt, as it is.
            lease.Answered = (attempt.Number, chargedUsd);
        }
        else
        {
            lease.Settling = settling.AddAsync(new StoredAttempt(lease.Key, lease.Token, attempt.Number, chargedUsd));
        }
    }

    private string Refuse(string model, Grant grant)
    {
        string why =
            grant == Grant.UsedUp ? BudgetWords.UsedUp(limits.Requests ?? 0) : BudgetWords.TooLittle(limits.Usd ?? 0);
        Refused[model] = why;
        return why;
    }
}
