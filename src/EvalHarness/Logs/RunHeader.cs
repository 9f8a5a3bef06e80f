using System.Collections.Immutable;
using EvalHarness.Core;

namespace EvalHarness.Logs;

/// <summary>The header of a run folder, <c>run.json</c>: all that is needed to score, compare and report it again.</summary>
/// <param name="Id">Name of the run folder: <c>yyyyMMdd-HHmmss-hash8</c>.</param>
/// <param name="Suite">Name of the suite.</param>
/// <param name="Description">The question that the suite asks; empty when it has none.</param>
/// <param name="StartedAt">When the run began, in UTC.</param>
public sealed record RunHeader(string Id, string Suite, string Description, DateTimeOffset StartedAt)
{
    /// <summary>The version of the log format that this program writes and reads.</summary>
    internal const string CurrentSchema = "evalharness/run/1";

    /// <summary>Version of the log format.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>When the run last ended, in UTC; null while it runs or after it was killed.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Path of the suite file as the user gave it.</summary>
    public string SuiteFile { get; init; } = "";

    /// <summary>The suite's own text, variables unresolved: no secret is in it.</summary>
    public string SuiteText { get; init; } = "";

    /// <summary>Hash of the suite's text and of all files it includes.</summary>
    public string SuiteHash { get; init; } = "";

    /// <summary>
    /// Hash of what the run asks (samples, prompts, models, generation), whatever the order of a file: a killed run is
    /// taken up again by the next one with the same hash.
    /// </summary>
    public string PlanHash { get; init; } = "";

    /// <summary>Whether every planned request has come to its outcome; if not, the next run takes this one up again.</summary>
    public bool IsFinished { get; init; }

    /// <summary>Why requests were not run, by model: budget, a dead endpoint, cancelled; empty when all were.</summary>
    public IReadOnlyDictionary<string, string> Stopped { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How the run may stop before all is asked; null when it may not.</summary>
    public StopRule? Stop { get; init; }

    /// <summary>Which part of its plan the run holds; null where it holds all of it.</summary>
    public ShardHeader? Shards { get; init; }

    /// <summary>The runs that it was merged from, by their shards; null where it was asked in one piece.</summary>
    public ImmutableArray<MergedShard>? MergedFrom { get; init; }

    /// <summary>What a fleet did for the run; null where it was asked from one machine.</summary>
    public FleetHeader? Fleet { get; init; }

    /// <summary>Title of the report; null takes the suite's name.</summary>
    public string? Title { get; init; }

    /// <summary>Seed of the suite.</summary>
    public long Seed { get; init; }

    /// <summary>Versions of tool, runtime and operating system, by name.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Commit of the repository that the suite stands in; null outside of one.</summary>
    public string? GitCommit { get; init; }

    /// <summary>Cores and processor architecture of the machine, never its name.</summary>
    public string Machine { get; init; } = "";

    /// <summary>The models, in the order of the suite, skipped ones included.</summary>
    public ImmutableArray<ModelHeader> Models { get; init; } = [];

    /// <summary>The tasks, in the order of the suite.</summary>
    public ImmutableArray<TaskHeader> Tasks { get; init; } = [];

    /// <summary>Leaderboards of published scores, in the order of the suite; empty in headers written before there were any.</summary>
    public ImmutableArray<PublishedBoard> Published
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>What is compared with what.</summary>
    public CompareSpec Compare { get; init; } = new();

    /// <summary>The gates, in the order of the suite.</summary>
    public ImmutableArray<GateSpec> Gates { get; init; } = [];

    /// <summary>Hashes of the data files read, by path as the suite names them.</summary>
    public IReadOnlyDictionary<string, string> DataHashes { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Assemblies of a team's own that gave words to the suite; null when all its words are ours.</summary>
    public ImmutableArray<ExtensionHeader>? Extensions { get; init; }

    /// <summary>Licenses and terms of models and data sets; null where the suite declares none, and in headers written before they were kept.</summary>
    public DeclaredTerms? Terms { get; init; }

    /// <summary>Warnings that the checks gave before the run, one line each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}
