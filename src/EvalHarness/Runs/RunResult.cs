using System.Collections.Immutable;
using EvalHarness.Logs;

namespace EvalHarness.Runs;

/// <summary>What an execution of a run left.</summary>
/// <param name="Folder">Folder of the run.</param>
/// <param name="Header">Its header, as it stands now.</param>
/// <param name="Models">What was done, model by model in the order of the suite.</param>
/// <param name="Resumed">Requests that earlier executions of the run had settled; 0 for a new run.</param>
public sealed record RunResult(RunFolder Folder, RunHeader Header, ImmutableArray<ModelRun> Models, long Resumed)
{
    /// <summary>What keeps other processes from the run until its conclusions are there; null where nothing does.</summary>
    internal RunClaim? Claim { get; init; }
}
