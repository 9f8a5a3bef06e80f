using EvalHarness.Runs;

namespace EvalHarness.Fleet.Workers;

/// <summary>Sends as one machine does, and keeps beside the lease what a failure is about.</summary>
/// <param name="inner">Sends.</param>
/// <param name="leases">What this worker holds.</param>
internal sealed class LeaseSender(ISender inner, Leases leases) : ISender
{
    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(Request request, CancellationToken stop, CancellationToken abandon)
    {
        var result = await inner.SendAsync(request, stop, abandon);
        if (leases.Find(request) is { } lease)
        {
            lease.Reach = result.Reach;
        }

        // A failure between two attempts of a worker that stops is no answer: the others go on from it.
        return result.Refused == ModelLane.Cancelled ? new SendResult(Refused: ModelLane.Cancelled) : result;
    }
}
