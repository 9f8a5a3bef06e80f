using EvalHarness.Core;

namespace EvalHarness.Runs;

/// <summary>Takes a request to its outcome.</summary>
internal interface ISender
{
    /// <summary>Sends a request until it is settled.</summary>
    /// <param name="request">The request.</param>
    /// <param name="stop">No new attempt is begun; waiting ends.</param>
    /// <param name="abandon">The attempt in flight is given up.</param>
    /// <exception cref="OperationCanceledException">
    /// It was not settled: the run was stopped or abandoned first, and no attempt before cost anything.
    /// </exception>
    Task<SendResult> SendAsync(Request request, CancellationToken stop, CancellationToken abandon);
}
