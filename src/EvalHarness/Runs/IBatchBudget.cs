namespace EvalHarness.Runs;

/// <summary>What a run may spend on batches, many requests at a time.</summary>
internal interface IBatchBudget
{
    /// <summary>Sets aside what the first requests of a batch may cost, as many as fit into what is free.</summary>
    /// <param name="mostUsd">Most that each request can cost, in US dollars; zero when its price is unknown.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>For how many it was set aside, one or more; else none, and in a few words which limit is reached.</returns>
    ValueTask<(int Taken, string? Refused)> ReserveAsync(
        IReadOnlyList<decimal> mostUsd,
        CancellationToken cancellationToken
    );

    /// <summary>Sets aside what is in the hands of a vendor already, whatever the limits are.</summary>
    /// <param name="mostUsd">Most that it can cost, in US dollars.</param>
    /// <param name="requests">Number of its requests.</param>
    void Hold(decimal mostUsd, long requests);

    /// <summary>Turns what was set aside into what was charged.</summary>
    /// <param name="mostUsd">What was set aside.</param>
    /// <param name="chargedUsd">What was charged.</param>
    void Settle(decimal mostUsd, decimal chargedUsd);
}
