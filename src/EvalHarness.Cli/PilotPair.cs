using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;

namespace EvalHarness.Cli;

/// <summary>What a pilot says.</summary>
/// <param name="Assumptions">What the comparison looks like.</param>
/// <param name="Pair">The pair, compared.</param>
/// <param name="IsShare">Whether scores lie in [0, 1].</param>
internal sealed record PilotPair(PowerAssumptions Assumptions, PairedComparison Pair, bool IsShare);
