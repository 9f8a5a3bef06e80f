using System.Collections.Immutable;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Sequential;

/// <summary>
/// How much of the capital is staked on each value: I. Waudby-Smith, A. Ramdas, "Estimating means of bounded random
/// variables by betting" (2024), doi:10.1093/jrsssb/qkad009. Every rule covers at its level at all times together; they
/// differ in where the sequence is narrow.
/// </summary>
public sealed record BettingRule
{
    private BettingRule() { }

    /// <summary>The share of the capital that bets on a larger mean, θ; the rest bets on a smaller one.</summary>
    public double Above { get; private init; } = 0.5;

    /// <summary>The share of the capital that one value may lose at most, c; null where stakes are not cut.</summary>
    public double? Truncation { get; private init; }

    /// <summary>The stakes that do not change, whose capitals are averaged; empty for stakes that follow the values.</summary>
    public ImmutableArray<double> Stakes { get; private init; } = [];

    /// <summary>The number of values at which plug-in stakes make the sequence narrowest; null for all times alike.</summary>
    public double? PlannedN { get; private init; }

    /// <summary>
    /// The hedged capital with predictable plug-in stakes (Theorem 3 and equation 26): sqrt(2 ln(2/α)/(σ²·i·ln(1+i))) at value i, σ²
    /// the variance of the values before it. Stakes follow the order of the values, which must not depend on their size.
    /// </summary>
    /// <param name="truncation">The share of the capital that one value may lose at most, in (0, 1].</param>
    /// <param name="above">The share of the capital that bets on a larger mean, in [0, 1].</param>
    /// <param name="plannedN">The number of values to be narrowest at, in place of i·ln(1+i); null for all times alike.</param>
    public static BettingRule PlugIn(double truncation = 0.5, double above = 0.5, double? plannedN = null)
    {
        if (plannedN is { } planned)
        {
            Require.Positive(planned, nameof(plannedN));
        }
        return Hedged(truncation, above) with { PlannedN = plannedN };
    }

    /// <summary>The hedged capital with one stake for all values.</summary>
    /// <param name="stake">The stake, at least 0.</param>
    /// <param name="truncation">The share of the capital that one value may lose at most, in (0, 1].</param>
    /// <param name="above">The share of the capital that bets on a larger mean, in [0, 1].</param>
    public static BettingRule Constant(double stake, double truncation = 0.5, double above = 0.5)
    {
        Require.NotNegative(stake, nameof(stake));
        return Hedged(truncation, above) with { Stakes = [stake] };
    }

    /// <summary>
    /// The mean capital of several stakes that never change: the order of the values does not matter, and for paired wins and
    /// losses it has nearly twice the power of plug-in stakes.
    /// </summary>
    /// <param name="stakes">The stakes, each in [0, 1], one at least.</param>
    public static BettingRule Grid(params ReadOnlySpan<double> stakes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(stakes.Length);
        foreach (double stake in stakes)
        {
            Require.Probability(stake, nameof(stakes));
        }
        return new BettingRule { Stakes = [.. stakes] };
    }

    private static BettingRule Hedged(double truncation, double above)
    {
        Require.Probability(truncation, nameof(truncation));
        ArgumentOutOfRangeException.ThrowIfZero(truncation);
        Require.Probability(above, nameof(above));
        return new BettingRule { Truncation = truncation, Above = above };
    }
}
