using EvalHarness.Fleet.Grains;
using EvalHarness.Fleet.Store;

namespace EvalHarness.Fleet.Workers;

/// <summary>
/// Where a worker takes requests from: from the grain that deals to all, or from the store itself while that grain does not answer,
/// as when its machine is cut off from the store. The store deals no request twice, whoever asks.
/// </summary>
/// <param name="run">Number of the run.</param>
/// <param name="tables">The store.</param>
/// <param name="grains">Where requests are dealt.</param>
/// <param name="time">The clock.</param>
internal sealed class Dealer(int run, WorkTables tables, IGrainFactory grains, TimeProvider time)
{
    /// <summary>A deal takes a few milliseconds of a store that answers.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>So long the grain is left alone that did not answer.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private long? silent;

    /// <summary>Requests for a worker; none where none waits.</summary>
    /// <param name="order">What it wants.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Deal> DealAsync(DealOrder order, CancellationToken cancellationToken)
    {
        if (silent is not { } since || time.GetElapsedTime(since) > Pause)
        {
            try
            {
                var deal = await grains
                    .GetGrain<IRunGrain>(run)
                    .DealAsync(order)
                    .WaitAsync(Patience, cancellationToken);
                silent = null;
                return deal;
            }
            catch (Exception e) when (GrainFaults.MayPass(e))
            {
                silent = time.GetTimestamp();
            }
        }

        return (await RunGrain.DealAsync(run, tables, [order], cancellationToken))[0];
    }
}
