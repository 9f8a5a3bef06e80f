using System.Collections.Immutable;

namespace EvalHarness.Decisions.Inputs;

/// <summary>How much better one option did than another on the samples that both answered.</summary>
/// <param name="ByCluster">
/// One a cluster, in [-1, 1], positive where the option did better: n/M·(d + <paramref name="Margin"/>) - <paramref name="Margin"/>
/// of a cluster of n samples with the difference of means d, where the largest cluster has M samples; d where all have as many.
/// </param>
/// <param name="Margin">The smallest difference that matters.</param>
public sealed record PairedDifferences(ImmutableArray<double> ByCluster, double Margin);
