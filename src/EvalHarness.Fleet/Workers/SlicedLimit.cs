using EvalHarness.Fleet.Grains;
using EvalHarness.Fleet.Store;
using EvalHarness.Models;
using EvalHarness.Runs;

namespace EvalHarness.Fleet.Workers;

/// <summary>The part of a limit that this worker may use: renewed while it is used, and worth nothing once its lease is over.</summary>
/// <param name="order">The limit and this worker.</param>
/// <param name="grains">Where limits are divided.</param>
/// <param name="tables">The store, where the grain does not answer.</param>
/// <param name="window">How many requests are sent at a time, as far as the part allows; null where it says nothing of that.</param>
/// <param name="rate">Requests and tokens a minute.</param>
/// <param name="time">The clock.</param>
internal sealed class SlicedLimit(
    SliceOrder order,
    IGrainFactory grains,
    WorkTables tables,
    ConcurrencyWindow? window,
    RateLimit rate,
    TimeProvider time
)
{
    private static readonly TimeSpan Pace = Slice.Lease / 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private long usableUntil;

    /// <summary>Waits until something may be sent.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (!IsUsable)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        }
    }

    /// <summary>Whether something may be sent now.</summary>
    public bool IsUsable => time.GetTimestamp() < Interlocked.Read(ref usableUntil);

    /// <summary>Tells the other workers that the server wants to be left alone.</summary>
    /// <param name="duration">For how long.</param>
    public void Pause(TimeSpan duration) => _ = TellAsync(duration);

    /// <summary>Keeps the part, until it is ended.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            long asked = time.GetTimestamp();
            Slice slice;
            try
            {
                slice = await RenewAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            Use(slice, asked);
            await Task.Delay(slice.IsUsable ? Pace : TimeSpan.FromSeconds(1), time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Use(Slice slice, long asked)
    {
        if (!slice.IsUsable)
        {
            return;
        }

        rate.Change(slice.RequestsPerMinute, slice.TokensPerMinute);
        window?.Bound(slice.InFlight ?? int.MaxValue);
        if (slice.PausedSeconds > 0)
        {
            rate.Pause(TimeSpan.FromSeconds(slice.PausedSeconds));
        }

        // Counted from before the call, and shorter by a second: it must be over here before it is over there.
        var left = Slice.Lease - TimeSpan.FromSeconds(1);
        Interlocked.Exchange(ref usableUntil, asked + (long)(left.TotalSeconds * time.TimestampFrequency));
    }

    /// <summary>By the grain, which has the workers wait for each other; by the store itself where that one's machine may be cut off from it.</summary>
    private async Task<Slice> RenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await grains
                .GetGrain<ILimitGrain>(order.Limit)
                .RenewAsync(order)
                .WaitAsync(Patience, cancellationToken);
        }
        catch (Exception e) when (GrainFaults.MayPass(e))
        {
            return await tables.SliceAsync(order, cancellationToken);
        }
    }

    private async Task TellAsync(TimeSpan duration)
    {
        try
        {
            await grains.GetGrain<ILimitGrain>(order.Limit).PauseAsync(duration).WaitAsync(Patience);
        }
        catch (Exception e) when (GrainFaults.MayPass(e))
        {
            await tables.PauseAsync(order.Limit, duration, CancellationToken.None);
        }
    }
}
