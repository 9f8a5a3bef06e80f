using System.Collections.Immutable;

namespace EvalHarness.Decisions.Inputs;

/// <summary>How much better one option did than another on the samples that both answered.</summary>
/// <param name="ByCluster">Differences of means, one a cluster, in [-1, 1]; positive where the option did better.</param>
/// <param name="Margin">The smallest difference that matters.</param>
public sealed record PairedDifferences(ImmutableArray<double> ByCluster, double Margin);
