using EvalHarness.Logs;

namespace EvalHarness.Runs;

/// <summary>How a run is carried out.</summary>
public sealed record RunOptions
{
    /// <summary>Begins a new run even where an unfinished one could be taken up.</summary>
    public bool Fresh { get; init; }

    /// <summary>Repeats the failed requests of the latest run, and nothing else.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>
    /// Asks the judges alone, about answers that the run or the cache has or that cost nothing; models are left for the next run.
    /// </summary>
    public bool JudgeOnly { get; init; }

    /// <summary>Serves answers of earlier runs from the cache; true by default.</summary>
    public bool UseCache { get; init; } = true;

    /// <summary>
    /// Address of the store of a fleet, <c>postgres://user:password@host:port/database</c>, whose workers ask the models that are
    /// elsewhere; null (default) asks them from here.
    /// </summary>
    public string? Fleet { get; init; }

    /// <summary>Whether the run stays claimed after asking, by <see cref="RunResult.Claim"/>; false by default.</summary>
    internal bool KeepsClaim { get; init; }

    /// <summary>
    /// Says at a look whether all is decided, from the run folder alone; needed for a plan that may stop early, null otherwise.
    /// </summary>
    public Func<RunFolder, CancellationToken, Task<bool>>? IsDecided { get; init; }
}
