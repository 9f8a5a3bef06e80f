using Orleans.Runtime.Messaging;

namespace EvalHarness.Fleet.Workers;

/// <summary>Which failures of a call to a grain pass by themselves: its machine is lost, and another takes over.</summary>
internal static class GrainFaults
{
    /// <summary>Whether the call may be made again.</summary>
    /// <param name="e">What was thrown.</param>
    public static bool MayPass(Exception e) =>
        e is OrleansException or TimeoutException or ConnectionFailedException or ObjectDisposedException;
}
