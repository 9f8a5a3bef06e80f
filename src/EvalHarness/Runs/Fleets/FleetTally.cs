namespace EvalHarness.Runs.Fleets;

/// <summary>How it stands with a run in a fleet.</summary>
/// <param name="Workers">Workers that are there and can take it.</param>
/// <param name="Strangers">Workers that are there and cannot, since they are of another version.</param>
/// <param name="Waiting">Requests that no worker has.</param>
/// <param name="InFlight">Requests that are with a model.</param>
/// <param name="PossiblyTwice">Requests that were asked again after a worker was lost in the midst of them.</param>
/// <param name="SecondAnswers">Requests that were answered twice.</param>
/// <param name="SpentUsd">What was charged, in US dollars; what costs are unknown count with the most that they could be.</param>
internal sealed record FleetTally(
    int Workers,
    int Strangers,
    long Waiting,
    long InFlight,
    long PossiblyTwice,
    long SecondAnswers,
    decimal SpentUsd
)
{
    /// <summary>Workers that took part so far.</summary>
    public int TookPart { get; init; }

    /// <summary>What workers say of models that they cannot ask, one line each; empty where they ask all.</summary>
    public IReadOnlyList<string> Complaints { get; init; } = [];
}
