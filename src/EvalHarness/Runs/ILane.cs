namespace EvalHarness.Runs;

/// <summary>Takes one model through all its requests, independently of the other models.</summary>
internal interface ILane : IDisposable
{
    /// <summary>What was done so far.</summary>
    ModelRun Total { get; }

    /// <summary>Says when to stop; before the first request.</summary>
    /// <param name="drain">Stops new attempts; those in flight are waited for.</param>
    /// <param name="abandon">Gives up those in flight.</param>
    void Heed(CancellationToken drain, CancellationToken abandon);

    /// <summary>Asks until all is settled or something stops it.</summary>
    Task RunAsync();
}
