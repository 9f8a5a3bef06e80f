using EvalHarness.Models;

namespace EvalHarness.Fleet.Store;

/// <summary>An answer that a worker brings.</summary>
/// <param name="Key">Key of the request.</param>
/// <param name="Token">Token of the lease.</param>
/// <param name="Attempt">The attempt that is settled with it, from 1; 0 for none.</param>
/// <param name="ChargedUsd">What the attempt was charged, in US dollars.</param>
/// <param name="Line">The response, as a line of a log.</param>
/// <param name="Reach">What its failure is about; null where it did not fail.</param>
/// <param name="IsFailed">Whether it is a failure.</param>
internal sealed record NewAnswer(
    Guid Key,
    long Token,
    int Attempt,
    decimal ChargedUsd,
    string Line,
    FailureReach? Reach,
    bool IsFailed
);
