using System.Collections.Immutable;
using System.Text.Json.Serialization;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Records;

/// <summary>What one model did in one task, apart from how well.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Kind">Its part in the question "is a custom model worth it?".</param>
/// <param name="Protocol">How it was asked, in words.</param>
/// <param name="Outcomes">How many requests ended in each outcome, all outcomes present.</param>
/// <param name="CostUsd">Money of the whole run for this model, in US dollars; null when unknown.</param>
/// <param name="CostPer1000Usd">Money for 1,000 answers, in US dollars; null when unknown.</param>
/// <param name="JudgingPer1000Usd">Money to have 1,000 answers judged, in US dollars; 0 where nobody judges, null when unknown.</param>
/// <param name="Tokens">Tokens of all answers that report them; null when none does.</param>
/// <param name="LatencyP50Seconds">Median time to an answer, in seconds; null when unknown.</param>
/// <param name="LatencyP95Seconds">95th percentile of the time to an answer, in seconds; null when unknown.</param>
/// <param name="LatencyP50LowSeconds">Lower limit of the median; null where the answers cannot carry one.</param>
/// <param name="LatencyP50HighSeconds">Upper limit of the median; null where the answers cannot carry one.</param>
/// <param name="LatencyP95LowSeconds">Lower limit of the 95th percentile; null where the answers cannot carry one.</param>
/// <param name="LatencyP95HighSeconds">Upper limit of the 95th percentile; null where the answers cannot carry one.</param>
/// <param name="InFlight">Most requests in flight while the times were taken; null when unknown, as of recorded answers.</param>
/// <param name="Team">Whom a cascade or a router asked; null for a model alone.</param>
internal sealed record ModelRecord(
    string Model,
    ModelKind Kind,
    string Protocol,
    IReadOnlyDictionary<string, long> Outcomes,
    decimal? CostUsd,
    [property: JsonPropertyName("cost_per_1000_usd")] decimal? CostPer1000Usd,
    [property: JsonPropertyName("judging_per_1000_usd")] decimal? JudgingPer1000Usd,
    TokensRecord? Tokens,
    double? LatencyP50Seconds,
    double? LatencyP95Seconds,
    double? LatencyP50LowSeconds,
    double? LatencyP50HighSeconds,
    double? LatencyP95LowSeconds,
    double? LatencyP95HighSeconds,
    int? InFlight,
    TeamRecord? Team
)
{
    /// <summary>The record of a model's summary.</summary>
    public static ModelRecord Of(ModelSummary model) =>
        new(
            model.Model,
            model.Kind,
            model.Protocol,
            model.Outcomes.ToDictionary(pair => OutcomeWords.Word(pair.Key), pair => pair.Value),
            model.CostUsd,
            model.CostPer1000Usd,
            model.JudgingPer1000Usd,
            model.Usage is { } usage ? TokensRecord.Of(usage, model.BatchAnswers) : null,
            model.LatencyP50?.TotalSeconds,
            model.LatencyP95?.TotalSeconds,
            model.MedianLatency?.Low,
            model.MedianLatency?.High,
            model.SlowLatency?.Low,
            model.SlowLatency?.High,
            model.InFlight,
            model.Team is { } team ? TeamRecord.Of(team) : null
        );
}

/// <summary>Tokens that answers were charged for.</summary>
/// <param name="Input">Prompt tokens, those read from a cache and those written to one included.</param>
/// <param name="CachedInput">Prompt tokens that the vendor served from its cache.</param>
/// <param name="CacheWrite">Prompt tokens that the vendor wrote to its cache.</param>
/// <param name="Output">Generated tokens, hidden reasoning included.</param>
/// <param name="Reasoning">Generated tokens of hidden reasoning.</param>
/// <param name="BatchAnswers">Answers that the vendor says it served at the price of a batch.</param>
internal sealed record TokensRecord(
    long Input,
    long CachedInput,
    long CacheWrite,
    long Output,
    long Reasoning,
    long BatchAnswers
)
{
    /// <summary>The record of a usage.</summary>
    public static TokensRecord Of(Usage usage, long batchAnswers) =>
        new(usage.Input, usage.CachedInput, usage.CacheWrite, usage.Output, usage.Reasoning, batchAnswers);
}

/// <summary>Whom a cascade or a router asked for its answers.</summary>
/// <param name="Answers">Answers of the team.</param>
/// <param name="Escalated">Answers for which a second model was asked.</param>
/// <param name="EscalatedShare">Their share, in [0, 1].</param>
/// <param name="WithoutProbability">Answers for which the model asked first gave a usable answer but no probability.</param>
/// <param name="WithoutAnswer">Answers for which the model asked first gave no usable answer.</param>
/// <param name="Members">The models asked, those asked most first.</param>
internal sealed record TeamRecord(
    long Answers,
    long Escalated,
    double EscalatedShare,
    long WithoutProbability,
    long WithoutAnswer,
    ImmutableArray<TeamMember> Members
)
{
    /// <summary>The record of a team's work.</summary>
    public static TeamRecord Of(TeamWork team) =>
        new(team.Answers, team.Escalated, team.EscalatedShare, team.Blind, team.Unusable, team.Members);
}
