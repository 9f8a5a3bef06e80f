using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Joins;

/// <summary>A model that answered a task, as simulations over recorded answers see it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its part in the question.</param>
/// <param name="Estimate">The share of its answers that are right, as the leaderboard has it; null where it gave none.</param>
/// <param name="CostUsd">The cost of one answer in US dollars; null when unknown.</param>
/// <param name="GivesConfidence">Whether any of its answers came with a probability.</param>
public sealed record AnsweringModel(
    string Name,
    ModelKind Kind,
    Estimate? Estimate,
    decimal? CostUsd,
    bool GivesConfidence
)
{
    /// <summary>How much less the answers say than as many independent ones, because they come in clusters; null when they do not.</summary>
    public double? DesignEffect { get; init; }

    /// <summary>Its place on a learning curve; null when it stands on none.</summary>
    public CurvePoint? Curve { get; init; }

    /// <summary>The models that it answers through; empty when it answers by itself.</summary>
    public ImmutableArray<string> Members { get; init; } = [];

    /// <summary>The confidence from which on a cascade's first answer stands; null when it is no cascade.</summary>
    public double? AcceptFrom { get; init; }

    /// <summary>How it chooses between its members by slice; null when it is no such router.</summary>
    public SliceRoutes? Routes { get; init; }
}
