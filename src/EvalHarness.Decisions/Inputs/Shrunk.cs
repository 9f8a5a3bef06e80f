using System.Collections.Immutable;

namespace EvalHarness.Decisions.Inputs;

/// <summary>Uplifts after shrinkage.</summary>
/// <param name="Uplifts">The shrunk uplifts, in the order given.</param>
/// <param name="BetweenVariance">The estimated variance of true uplifts; null of a single option.</param>
internal sealed record Shrunk(ImmutableArray<double> Uplifts, double? BetweenVariance);
