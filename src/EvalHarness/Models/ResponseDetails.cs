using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Models;

/// <summary>What a backend says beyond the chat itself.</summary>
public sealed record ResponseDetails
{
    /// <summary>The outcome, when the client knows better than text and finish reason tell (a replayed failure); null otherwise.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>Why, where <see cref="Outcome"/> is failed or not run; null otherwise.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The backend's own word for why it stopped; null when it gave none.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The version that the backend says it is; null when it does not.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>By which name the backend keeps the request, for its support; null (default) when it does not say.</summary>
    public string? ServerRequest { get; init; }

    /// <summary>Region in which the backend answered; null (default) when it does not say.</summary>
    public string? ServerRegion { get; init; }

    /// <summary>How long the backend wants to be left alone because a limit of its own is used up; null (default) when it does not say.</summary>
    public TimeSpan? Pause { get; init; }

    /// <summary>What the backend says of its limits; empty where it says nothing.</summary>
    public ImmutableArray<RateLimitState> RateLimits { get; init; } = [];

    /// <summary>What was odd about the reply, though its answer stands; empty when nothing was.</summary>
    public ImmutableArray<Remark> Remarks { get; init; } = [];

    /// <summary>Probability of each class, by class.</summary>
    public IReadOnlyDictionary<string, double> Probabilities { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Generated tokens with their alternatives, in order.</summary>
    public ImmutableArray<TokenChoice> Tokens { get; init; } = [];

    /// <summary>How likely each choice is, in the order asked, where the request asks for that in place of an answer.</summary>
    public ImmutableArray<ChoiceLikelihood> Likelihoods { get; init; } = [];

    /// <summary>Time that the answer took, for replayed answers when it was first given; null when not measured.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>How the answer came where it was asked for piece by piece; null where it came whole.</summary>
    public StreamTiming? Stream { get; init; }

    /// <summary>
    /// Whether the answer was given earlier, by a model or by a member of a team, so that the time of this call is none of it:
    /// without <see cref="Latency"/> its time is unknown. False by default.
    /// </summary>
    public bool IsRecorded { get; init; }

    /// <summary>When the answer was first given, for replayed answers; null otherwise.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>What the answer cost when it was first given, for replayed answers, in US dollars; null when unknown.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Which models of a team were asked for the answer; null when one model alone was.</summary>
    public Route? Route { get; init; }
}
