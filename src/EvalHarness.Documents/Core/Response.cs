using System.Collections.Immutable;

namespace EvalHarness.Core;

/// <summary>What came back for one request: one line of the journal.</summary>
/// <param name="RequestId">Identity of the request answered.</param>
/// <param name="Task">Name of the task.</param>
/// <param name="SampleId">Id of the sample that was asked about.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Epoch">Repeat, from 0.</param>
/// <param name="PromptHash">Names the rendered prompt in the log.</param>
/// <param name="Outcome">What became of it, before parsing: never <see cref="Outcome.Unparsable"/>.</param>
public sealed record Response(
    string RequestId,
    string Task,
    string SampleId,
    string Model,
    int Epoch,
    string PromptHash,
    Outcome Outcome
)
{
    private readonly Aside<int?> journalLine;

    /// <summary>The text answered; null when none came back.</summary>
    public string? Text { get; init; }

    /// <summary>What the model thought before it answered, where the backend tells it apart; never scored. Null when it does not.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Calls of tools that the model answered with, in order; empty when it made none.</summary>
    public ImmutableArray<ToolCall> ToolCalls { get; init; } = [];

    /// <summary>What was odd about the reply, though its answer stands; empty when nothing was.</summary>
    public ImmutableArray<Remark> Remarks { get; init; } = [];

    /// <summary>The backend's own reason for stopping, as it wrote it; null when it gave none.</summary>
    public string? FinishReason { get; init; }

    /// <summary>Tokens charged; null when the backend did not say.</summary>
    public Usage? Usage { get; init; }

    /// <summary>Money charged, earlier attempts whose tokens the backend counted included, in US dollars; null when unknown.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>
    /// What a budget was charged for all attempts, in US dollars: for one whose cost is unknown the most that it could be. Null
    /// where that is <see cref="CostUsd"/>, or nothing where that is null too.
    /// </summary>
    public decimal? ChargedUsd { get; init; }

    /// <summary>Time from sending the last attempt to its last byte; for cached and replayed answers, the original's.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>How the answer came where it was asked for piece by piece; null where it came whole.</summary>
    public StreamTiming? Stream { get; init; }

    /// <summary>
    /// Tokens a second after the first, (tokens - 1) / (latency - time to the first token): the inverse of the time per output
    /// token. Null where the answer came whole, was not counted or is a single token.
    /// </summary>
    public double? TokensPerSecond =>
        Stream is { } timing
        && Usage is { Output: > 1 } usage
        && (Latency - timing.FirstToken) is { Ticks: > 0 } writing
            ? (usage.Output - 1) / writing.TotalSeconds
            : null;

    /// <summary>When the answer came, in UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Attempts made, the last included; 0 for cached answers.</summary>
    public int Attempts { get; init; }

    /// <summary>Why it failed; null unless <see cref="Outcome"/> is failed or not run.</summary>
    public Failure? Failure { get; init; }

    /// <summary>When the answer was first received, if it was served from the cache or replayed; null otherwise.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>
    /// Line of the journal that it was read from, from 1; null where it was not read from a run folder. Two responses that
    /// differ in it alone are equal.
    /// </summary>
    public int? JournalLine
    {
        get => journalLine.Value;
        init => journalLine = new(value);
    }

    /// <summary>The version that the backend says it is (model name, system fingerprint); null when it does not.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>By which name the backend keeps the request, answered or failed, for its support; null when it does not say.</summary>
    public string? ServerRequest { get; init; }

    /// <summary>Region in which the backend answered; null when it does not say.</summary>
    public string? ServerRegion { get; init; }

    /// <summary>Probability that the backend gives each class, by class; empty when it gives none.</summary>
    public IReadOnlyDictionary<string, double> Probabilities { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Generated tokens with their alternatives, in order; empty when not asked for.</summary>
    public ImmutableArray<TokenChoice> Tokens { get; init; } = [];

    /// <summary>How likely each choice is as a continuation of the prompt, in the order asked; empty where an answer was generated.</summary>
    public ImmutableArray<ChoiceLikelihood> Likelihoods { get; init; } = [];

    /// <summary>Which asking again it answers, from 1; 0 for what counts for the task.</summary>
    public int Repeat { get; init; }

    /// <summary>What it judges; null where it is no verdict but an answer.</summary>
    public Judging? Judging { get; init; }

    /// <summary>Which models of a team were asked for it; null when one model alone was.</summary>
    public Route? Route { get; init; }
}
