using System.Collections.Immutable;
using Microsoft.Extensions.AI;

namespace EvalHarness.Models.Batches;

/// <summary>How a batch stands at its vendor.</summary>
/// <param name="Id">The vendor's id.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Done">Requests that came to a result.</param>
public sealed record BatchState(string Id, BatchProgress Progress, long Done)
{
    /// <summary>Where its results lie: ids of files, or nothing where the batch itself leads to them.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Why it was not taken, where it was not, or what becomes of requests without a result, where it ended; null while it is under way.</summary>
    public ModelException? Reason { get; init; }
}

/// <summary>How far a batch is.</summary>
public enum BatchProgress
{
    /// <summary>The vendor is at it.</summary>
    UnderWay,

    /// <summary>It is over, and its results can be read.</summary>
    Ended,

    /// <summary>The vendor did not take it: nothing was asked, and nothing is charged.</summary>
    Refused,
}

/// <summary>What looking for a batch brought.</summary>
/// <param name="Id">The vendor's id; null when none was found.</param>
/// <param name="IsOpen">Whether a batch under way may be it, so that it is known only later.</param>
public sealed record BatchFinding(string? Id, bool IsOpen = false);

/// <summary>What became of one request of a batch: an answer or a failure.</summary>
/// <param name="CustomId">What the request is known by.</param>
/// <param name="Chat">The answer; null when it failed.</param>
/// <param name="Failed">Why there is none; null when there is.</param>
public sealed record BatchResult(string CustomId, ChatResponse? Chat, ModelException? Failed);
