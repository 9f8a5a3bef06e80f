using System.Collections.Immutable;
using EvalHarness.Suites;

namespace EvalHarness.Runs;

/// <summary>How a model is asked all tasks.</summary>
/// <param name="Model">The model.</param>
public sealed record ModelPlan(ModelSpec Model)
{
    /// <summary>How it is asked each task, in the order of the suite.</summary>
    internal ImmutableArray<Asking> Askings { get; init; } = [];

    /// <summary>All that decides its answers, over all tasks.</summary>
    public string Fingerprint => string.Join("; ", Askings.Select(asking => asking.Fingerprint).Distinct());
}
