using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Yaml;

namespace EvalHarness.Suites;

/// <summary>
/// One file that says what is measured, on what, with which models, how they are compared, what must hold, and what is
/// at stake.
/// </summary>
/// <param name="Name">Name of the suite; its parts, divided by <c>/</c>, are the folders of its runs.</param>
/// <param name="Models">The models, by name.</param>
/// <param name="Tasks">The tasks, at least one unless there are published scores.</param>
/// <param name="Description">The question that the suite answers.</param>
/// <param name="Seed">Seed of all that is drawn by chance; 1 by default.</param>
/// <param name="Compare">What is compared with what; by default all custom models with the best general one.</param>
/// <param name="Gates">Rules that must hold; none by default.</param>
/// <param name="Budget">What a run may cost at most; no bound by default.</param>
/// <param name="Report">What the report shows; all by default.</param>
/// <param name="Decision">What is at stake: costs, values and options of the decision; none by default.</param>
/// <param name="Include">Files that add models and prices, relative to this file; none by default.</param>
/// <param name="Prices">Price list: prices by name of a model, in the suite or at the vendor, for models without a price.</param>
/// <param name="Extensions">Assemblies of your own, relative to this file, whose words the suite may use; their code is run. None by default.</param>
/// <param name="Endpoints">Limits of servers, by address: all models of a server share them. By default a server bears at a time what the boldest of its models allows.</param>
/// <param name="Published">Leaderboards of published scores, for models of <c>provider: published</c>; none by default.</param>
/// <param name="Require">What models and data sets should be declared to be: regions, whether data leave, licenses. What is not is warned of; nothing by default.</param>
[Keyword("suite")]
public sealed record SuiteSpec(
    [KeyName("suite")] string Name,
    ImmutableArray<ModelSpec> Models,
    ImmutableArray<EvalTask> Tasks = default,
    string? Description = null,
    long Seed = 1,
    CompareSpec? Compare = null,
    ImmutableArray<GateSpec>? Gates = null,
    BudgetSpec? Budget = null,
    ReportSpec? Report = null,
    YamlNode? Decision = null,
    ImmutableArray<FilePath>? Include = null,
    IReadOnlyDictionary<string, Price>? Prices = null,
    ImmutableArray<PublishedTask> Published = default,
    ImmutableArray<FilePath>? Extensions = null,
    IReadOnlyDictionary<string, EndpointLimits>? Endpoints = null,
    RequiredTerms? Require = null
)
{
    /// <summary>The tasks; empty in a suite of published scores alone.</summary>
    public ImmutableArray<EvalTask> Tasks { get; init; } = Tasks.IsDefault ? [] : Tasks;

    /// <summary>Leaderboards of published scores; empty by default.</summary>
    public ImmutableArray<PublishedTask> Published { get; init; } = Published.IsDefault ? [] : Published;
}
