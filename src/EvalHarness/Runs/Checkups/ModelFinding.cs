using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Models;

namespace EvalHarness.Runs.Checkups;

/// <summary>How a checkup ended for a model.</summary>
public enum FindingStatus
{
    /// <summary>It answered.</summary>
    Good,

    /// <summary>It was asked and gave no answer, or could not be asked to the end.</summary>
    Failed,

    /// <summary>The suite leaves it out in this environment.</summary>
    Skipped,

    /// <summary>There is nothing to ask: it runs here, or its answers are recorded or published, or it asks other models.</summary>
    NotAsked,
}

/// <summary>What a model can do; the names are those of <c>models check --json</c>.</summary>
public enum ModelAbility
{
    /// <summary>Answers a chat.</summary>
    Chat,

    /// <summary>Answers piece by piece, so that the time to the first token is known.</summary>
    Stream,

    /// <summary>Takes a system turn and heeds it.</summary>
    System,

    /// <summary>Ends its answer before a stop text.</summary>
    Stop,

    /// <summary>Answers with a JSON object where <c>response_format: json_object</c> asks for one and the prompt does not.</summary>
    JsonObject,

    /// <summary>Answers by a JSON Schema that the prompt does not tell of.</summary>
    JsonSchema,

    /// <summary>Lists alternatives of its tokens with their log probabilities.</summary>
    Logprobs,

    /// <summary>Gives the same answer for the same seed at temperature 1, and another for another seed.</summary>
    Seed,

    /// <summary>Tells how likely choices are by the first token of a chat.</summary>
    LikelihoodFirstToken,

    /// <summary>Tells how likely whole choices are as continuations of a prompt (completions with echo, or in this process).</summary>
    LikelihoodWhole,

    /// <summary>Gives the same answer to the same prompt at temperature 0, of a few prompts asked in turn.</summary>
    Repeats,
}

/// <summary>What a real request has shown of an ability.</summary>
public enum AbilityState
{
    /// <summary>The answer does not tell, or none came.</summary>
    Unknown,

    /// <summary>It has it.</summary>
    Yes,

    /// <summary>The server took the request and did not do what it asks.</summary>
    No,

    /// <summary>The server refused the request.</summary>
    Refused,

    /// <summary>The provider's interface cannot ask for it, so that nothing was sent.</summary>
    NotInInterface,
}

/// <summary>One ability of a model.</summary>
/// <param name="Ability">The ability.</param>
/// <param name="State">What was shown of it.</param>
/// <param name="Detail">What else is known, in a few words: how many, or why; empty where there is nothing to say.</param>
/// <param name="Status">HTTP status of a refusal; null otherwise.</param>
public sealed record AbilityFinding(ModelAbility Ability, AbilityState State, string Detail = "", int? Status = null);

/// <summary>Which counts of tokens a server sends; one that it does not send is unknown and never 0.</summary>
/// <param name="Input">Prompt tokens.</param>
/// <param name="CachedInput">Prompt tokens that came from its cache.</param>
/// <param name="Output">Generated tokens.</param>
/// <param name="Reasoning">Generated tokens of reasoning.</param>
public sealed record SentCounts(bool Input, bool CachedInput, bool Output, bool Reasoning);

/// <summary>What a checkup found of one model.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Reason">Why it failed, was left out or was not asked; empty for a model that answered.</param>
public sealed record ModelFinding(string Model, FindingStatus Status, string Reason = "")
{
    /// <summary>One short line: what is asked, and where.</summary>
    public string Description { get; init; } = "";

    /// <summary>Time to a whole short answer; null where none came.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>Time to the first token of a streamed answer; null where none came piece by piece.</summary>
    public TimeSpan? FirstToken { get; init; }

    /// <summary>Model and version that the server says it is; null where it does not.</summary>
    public string? Served { get; init; }

    /// <summary>Whether the server says that it is another model than the one asked for.</summary>
    public bool IsOtherModel { get; init; }

    /// <summary>The abilities, in the order of <see cref="ModelAbility"/>; empty where none was tried.</summary>
    public ImmutableArray<AbilityFinding> Abilities { get; init; } = [];

    /// <summary>Which counts of tokens the server sends; null where no answer came.</summary>
    public SentCounts? Counts { get; init; }

    /// <summary>Price of its tokens; null when unknown.</summary>
    public Price? Price { get; init; }

    /// <summary>What the server says of its limits; empty where it says nothing.</summary>
    public ImmutableArray<RateLimitState> RateLimits { get; init; } = [];

    /// <summary>Prompts that were answered twice at least at temperature 0.</summary>
    public int RepeatedPrompts { get; init; }

    /// <summary>How many of them were not always answered with the same text.</summary>
    public int OtherAnswers { get; init; }

    /// <summary>Attempts sent.</summary>
    public long Requests { get; init; }

    /// <summary>What they cost, in US dollars; null where that is unknown of one of them.</summary>
    public decimal? CostUsd { get; init; }
}
