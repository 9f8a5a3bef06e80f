using EvalHarness.Fleet.Store;

namespace EvalHarness.Fleet.Grains;

/// <summary>Divides a limit of a server or a model among the workers that use it.</summary>
[Alias("evalharness.limit")]
internal interface ILimitGrain : IGrainWithStringKey
{
    /// <summary>The part that a worker may use for a while.</summary>
    /// <param name="order">The limit and the worker.</param>
    [Alias("renew")]
    Task<Slice> RenewAsync(SliceOrder order);

    /// <summary>The server wants to be left alone: all workers are told with their next part.</summary>
    /// <param name="duration">For how long.</param>
    [Alias("pause")]
    Task PauseAsync(TimeSpan duration);
}
