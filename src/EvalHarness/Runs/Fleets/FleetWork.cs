namespace EvalHarness.Runs.Fleets;

/// <summary>A run as a fleet is told of it.</summary>
/// <param name="Run">What tells it from all other runs: the suite's name and the run's id.</param>
/// <param name="Models">The models and the limits of their servers as a document, variables unresolved.</param>
/// <param name="Version">Build of the program: workers of another one leave the run alone.</param>
/// <param name="Usd">Most US dollars that it may spend; null for no bound.</param>
/// <param name="Requests">Most attempts that it may send; null for no bound.</param>
/// <param name="SpentUsd">What it has spent already.</param>
/// <param name="Sent">Attempts that it has sent already.</param>
/// <param name="UsesCache">Whether answers of other runs in the store are taken.</param>
internal sealed record FleetWork(
    string Run,
    string Models,
    string Version,
    decimal? Usd,
    long? Requests,
    decimal SpentUsd,
    long Sent,
    bool UsesCache
);
