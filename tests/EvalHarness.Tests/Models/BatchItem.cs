namespace EvalHarness.Tests.Models;

/// <summary>What a batch server does with one request of a batch.</summary>
/// <param name="Text">The answer; null when there is none.</param>
public sealed record BatchItem(string? Text)
{
    /// <summary>The status of the single reply.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Whether its time is over before its turn.</summary>
    public bool Expires { get; init; }

    /// <summary>Whether the results have no line of it.</summary>
    public bool IsMissing { get; init; }
}
