namespace EvalHarness.Runs;

/// <summary>How a run stands with one model.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Planned">Requests planned for it.</param>
/// <param name="Done">Requests settled, by earlier executions of the run included.</param>
public sealed record ModelProgress(string Model, long Planned, long Done)
{
    /// <summary>How many of those settled now failed.</summary>
    public long Failed { get; init; }

    /// <summary>How many of those settled now came from the cache.</summary>
    public long Cached { get; init; }

    /// <summary>Attempts that are on their way.</summary>
    public long InFlight { get; init; }

    /// <summary>Attempts beyond the first, so far.</summary>
    public long Retries { get; init; }

    /// <summary>Requests settled a second, since this execution began.</summary>
    public double PerSecond { get; init; }

    /// <summary>Money charged so far, in US dollars, where it is known.</summary>
    public decimal SpentUsd { get; init; }

    /// <summary>Time left at the present rate; null while it is unknown.</summary>
    public TimeSpan? Left { get; init; }

    /// <summary>What the model is waited for, such as a batch; null while it is asked one by one.</summary>
    public string? Waiting { get; init; }

    /// <summary>Why the model is asked no more; null while it is.</summary>
    public string? Stopped { get; init; }
}
