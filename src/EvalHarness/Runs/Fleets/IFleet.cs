namespace EvalHarness.Runs.Fleets;

/// <summary>Machines that answer the requests of a run, as the run sees them: through a store that all of them share.</summary>
internal interface IFleet : IAsyncDisposable
{
    /// <summary>
    /// Hands a request to the fleet, or finds it there again, and waits for what became of it. What the store has the answer to is
    /// answered from there.
    /// </summary>
    /// <param name="question">The request.</param>
    /// <param name="stop">The request is taken back where no worker has sent it; else its answer is waited for.</param>
    /// <param name="abandon">Ends the waiting; what the fleet sent stays sent, and its answer is found there by the next run.</param>
    /// <exception cref="OperationCanceledException">It was taken back, or is no longer waited for.</exception>
    Task<FleetAnswer> AskAsync(FleetQuestion question, CancellationToken stop, CancellationToken abandon);

    /// <summary>How it stands with the run.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<FleetTally> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Says that nothing more will be asked.</summary>
    ValueTask CloseAsync();
}
