using EvalHarness.Fleet.Store;

namespace EvalHarness.Fleet.Grains;

/// <summary>Divides a limit, one worker after the other. The parts lie in the store, with their ends.</summary>
/// <param name="tables">The store.</param>
internal sealed class LimitGrain(WorkTables tables) : Grain, ILimitGrain
{
    /// <inheritdoc/>
    public Task<Slice> RenewAsync(SliceOrder order) => tables.SliceAsync(order, CancellationToken.None);

    /// <inheritdoc/>
    public Task PauseAsync(TimeSpan duration) =>
        tables.PauseAsync(this.GetPrimaryKeyString(), duration, CancellationToken.None);
}
