using EvalHarness.Core;

namespace EvalHarness.Runs.Fleets;

/// <summary>Takes one request to its outcome through a fleet, whose workers pace, pay for and repeat it.</summary>
/// <param name="fleet">The fleet.</param>
/// <param name="isAgain">Whether the log holds a failure of a request, by its key in the run, so that it is asked again.</param>
/// <param name="progress">Is told of requests that are with the fleet.</param>
internal sealed class FleetSender(IFleet fleet, Func<UInt128, bool> isAgain, IRunProgress progress) : ISender
{
    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(Request request, CancellationToken stop, CancellationToken abandon)
    {
        stop.ThrowIfCancellationRequested();
        progress.Sent(request.Model);
        try
        {
            var inRun = RequestIdentity.InRun(request.Id, request.Task, request.Model);
            var question = new FleetQuestion(
                Key128.Of(Digest.Of(request.Id, request.Task, request.Model, $"{request.Repeat} {request.IsVerdict}")),
                request.Model,
                request.Prompt,
                FleetLine.Write(request),
                isAgain(inRun)
            );
            var answer = await fleet.AskAsync(question, stop, abandon);
            return new SendResult(answer.Response, answer.Reach, answer.Refused);
        }
        finally
        {
            progress.Returned(request.Model);
        }
    }
}
