using System.Text.Json.Serialization;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>A model as a run knew it.</summary>
/// <param name="Name">Name in the suite.</param>
/// <param name="Provider">Keyword of its provider.</param>
/// <param name="Kind">Its part in the question.</param>
/// <param name="Description">One short line for the leaderboard.</param>
/// <param name="Fingerprint">All that decides its answers; empty for a skipped model.</param>
public sealed record ModelHeader(string Name, string Provider, ModelKind Kind, string Description, string Fingerprint)
{
    /// <summary>Price of its tokens; null when unknown.</summary>
    public Price? Price { get; init; }

    /// <summary>Price of its machine; null when it is not self-hosted or unknown.</summary>
    public Hosting? Hosting { get; init; }

    /// <summary>Its place on a learning curve; null when it stands on none.</summary>
    public CurvePoint? LearningCurve { get; init; }

    /// <summary>The models that it answers through; null when it answers by itself, and in headers written before it was kept.</summary>
    public TeamHeader? Team { get; init; }

    /// <summary>Whether it is known by published scores alone, and was never asked.</summary>
    public bool IsPublished { get; init; }

    /// <summary>Whether only teams asked it: it answered what they needed, and stands for nothing by itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool OnlyInTeams { get; init; }

    /// <summary>Whether the run asked it everything.</summary>
    [JsonIgnore]
    public bool IsAsked => Skipped is null && !IsPublished && !OnlyInTeams;

    /// <summary>Whether its answers cost no money by nature (rules, a classifier trained here).</summary>
    public bool IsLocal { get; init; }

    /// <summary>Whether its answers were read from a file, and asked and paid for before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsRecorded { get; init; }

    /// <summary>
    /// Most requests to it in flight at a time, which its times depend on; null when unknown, as of recorded answers and in
    /// headers written before it was kept.
    /// </summary>
    public int? InFlight { get; init; }

    /// <summary>How many samples of each task were to be asked again, and how often; null where none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RepeatabilityHeader? Repeatability { get; init; }

    /// <summary>Why the model was left out of the run; null when it was not.</summary>
    public string? Skipped { get; init; }
}

/// <summary>How a model was to be asked again.</summary>
/// <param name="Samples">Samples of each task; all where a task has fewer.</param>
/// <param name="Times">How often each, the first time included.</param>
public sealed record RepeatabilityHeader(int Samples, int Times);
