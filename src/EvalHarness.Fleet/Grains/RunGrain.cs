using EvalHarness.Fleet.Store;

namespace EvalHarness.Fleet.Grains;

/// <summary>Deals the requests of a run, one worker after the other, so that these do not look through the same rows at once.</summary>
/// <param name="tables">The store.</param>
/// <param name="time">The clock.</param>
internal sealed class RunGrain(WorkTables tables, TimeProvider time) : Grain, IRunGrain
{
    /// <summary>How long a request that is not sent stays a worker's that is not heard of.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ReapPace = TimeSpan.FromSeconds(1);

    private long? reaped;

    /// <inheritdoc/>
    public async Task<Deal> DealAsync(DealOrder order)
    {
        int run = (int)this.GetPrimaryKeyLong();
        if (reaped is not { } last || time.GetElapsedTime(last) > ReapPace)
        {
            await tables.ReapAsync(run, CancellationToken.None);
            reaped = time.GetTimestamp();
        }

        var dealt = await tables.DealAsync(run, order.Model, order.Worker, order.Most, Lease, CancellationToken.None);
        bool isOver = dealt.Count == 0 && await tables.IsOverAsync(run, CancellationToken.None);
        return new Deal([.. dealt.Select(one => new DealtRequest(one.Key, one.Token, one.Prompt, one.Line))], isOver);
    }
}
