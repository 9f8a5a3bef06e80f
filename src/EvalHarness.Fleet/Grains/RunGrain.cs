using EvalHarness.Fleet.Store;
using Orleans.Concurrency;

namespace EvalHarness.Fleet.Grains;

/// <summary>
/// Deals the requests of a run: what many workers want while one deal is under way is dealt with the next, so that these do not look
/// through the same rows at once. It keeps nothing in mind that the store does not hold.
/// </summary>
[Reentrant]
internal sealed class RunGrain : Grain, IRunGrain
{
    /// <summary>How long a request that is not sent stays a worker's that is not heard of.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ReapPace = TimeSpan.FromSeconds(1);

    private readonly WorkTables tables;
    private readonly TimeProvider time;
    private readonly Batcher<DealOrder, Deal> dealing;
    private long? reaped;

    /// <summary>Called by Orleans.</summary>
    /// <param name="tables">The store.</param>
    /// <param name="time">The clock.</param>
    public RunGrain(WorkTables tables, TimeProvider time)
    {
        (this.tables, this.time) = (tables, time);
        dealing = new Batcher<DealOrder, Deal>(DealAllAsync);
    }

    /// <inheritdoc/>
    public Task<Deal> DealAsync(DealOrder order) => dealing.AddAsync(order);

    /// <summary>Deals to workers from the store.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="tables">The store.</param>
    /// <param name="orders">What they want.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<Deal>> DealAsync(
        int run,
        WorkTables tables,
        IReadOnlyList<DealOrder> orders,
        CancellationToken cancellationToken
    )
    {
        var dealt = await tables.DealAsync(run, orders, Lease, cancellationToken);
        bool isOver = dealt.Any(one => one.Count == 0) && await tables.IsOverAsync(run, cancellationToken);
        return
        [
            .. dealt.Select(requests => new Deal(
                [.. requests.Select(one => new DealtRequest(one.Key, one.Token, one.Prompt, one.Line))],
                isOver && requests.Count == 0
            )),
        ];
    }

    private async Task<IReadOnlyList<Deal>> DealAllAsync(IReadOnlyList<DealOrder> orders)
    {
        int run = (int)this.GetPrimaryKeyLong();
        if (reaped is not { } last || time.GetElapsedTime(last) > ReapPace)
        {
            await tables.ReapAsync(run, CancellationToken.None);
            reaped = time.GetTimestamp();
        }

        return await DealAsync(run, tables, orders, CancellationToken.None);
    }
}
