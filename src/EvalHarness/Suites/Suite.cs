using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Datasets;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>A suite that was read and checked, in this environment.</summary>
/// <param name="Name">Name of the suite; its parts, divided by <c>/</c>, are the folders of its runs.</param>
/// <param name="File">Path of its file as the user gave it.</param>
/// <param name="Seed">Seed of all that is drawn by chance.</param>
/// <param name="Models">The models to ask, in the order in which they are declared.</param>
/// <param name="Skipped">The models that their <c>when:</c> leaves out.</param>
/// <param name="Tasks">What is asked, in the order in which it is declared; empty with published scores alone.</param>
/// <param name="Compare">What is compared with what.</param>
/// <param name="Gates">Rules that must hold.</param>
/// <param name="Sources">Its own file first, then the files included.</param>
/// <param name="Warnings">What deserves a look, in the order in which it stands.</param>
public sealed record Suite(
    string Name,
    string File,
    long Seed,
    ImmutableArray<ModelSpec> Models,
    ImmutableArray<SkippedModel> Skipped,
    ImmutableArray<EvalTask> Tasks,
    CompareSpec Compare,
    ImmutableArray<GateSpec> Gates,
    ImmutableArray<SuiteSource> Sources,
    ImmutableArray<Warning> Warnings
)
{
    /// <summary>The words that it may use: those it was read with, and those of its extensions.</summary>
    public required Catalog Catalog { get; init; }

    /// <summary>The formats of data files by their endings, those of extensions included.</summary>
    public required DatasetFormats Formats { get; init; }

    /// <summary>The question that the suite answers; null when it states none.</summary>
    public string? Description { get; init; }

    /// <summary>Leaderboards of published scores.</summary>
    public ImmutableArray<PublishedTask> Published { get; init; } = [];

    /// <summary>Limits of servers, by address; those of the models themselves hold as well.</summary>
    public IReadOnlyDictionary<string, EndpointLimits> Endpoints { get; init; } =
        ImmutableDictionary<string, EndpointLimits>.Empty;

    /// <summary>What a run may cost at most.</summary>
    public BudgetSpec Budget { get; init; } = new();

    /// <summary>What its models and data sets should be declared to be; null where it asks for nothing.</summary>
    public RequiredTerms? Require { get; init; }

    /// <summary>What the report shows.</summary>
    public ReportSpec Report { get; init; } = new();

    /// <summary>The section <c>decision:</c> as it was written; null when there is none.</summary>
    public YamlNode? Decision { get; init; }

    /// <summary>The suite as it was written, its included files taken in and its variables unresolved; null where it was not read.</summary>
    internal YamlMapping? Written { get; init; }

    /// <summary>Name, number of models and tasks: providers hold values of the environment.</summary>
    public override string ToString() => $"suite {Name}: {Models.Length} models, {Tasks.Length} tasks";
}
