namespace EvalHarness.Statistics.Tests;

/// <summary>What a permutation test says.</summary>
/// <param name="MeanDifference">The observed mean difference.</param>
/// <param name="P">Two-sided p: share of rearrangements at least as far from 0.</param>
/// <param name="PGreater">Share of rearrangements at least as large.</param>
/// <param name="PLess">Share of rearrangements at most as large.</param>
public sealed record PermutationResult(double MeanDifference, double P, double PGreater, double PLess)
{
    /// <summary>
    /// Sums within this distance of the observed one count as equal to it, so that 0.1 + 0.2 ties with 0.3.
    /// </summary>
    internal static double Slack(double observed) => 1e-9 * Math.Max(1, Math.Abs(observed));
}
