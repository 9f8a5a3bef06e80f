using EvalHarness.Core;

namespace EvalHarness.Runs;

/// <summary>What one model is still to be asked in a run.</summary>
/// <param name="Model">The model.</param>
/// <param name="Requests">The requests, in the order of the suite; made as they are needed.</param>
/// <param name="Planned">Number of requests planned, those settled earlier included; for the progress alone.</param>
/// <param name="Settled">How many of them were settled earlier.</param>
internal sealed record ModelRequests(
    ConnectedModel Model,
    IAsyncEnumerable<Request> Requests,
    long Planned = 0,
    long Settled = 0
);
