using System.Collections.Immutable;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>How many items to take from each stratum so that the stratified mean is as precise as can be.</summary>
/// <param name="Sizes">Items from each stratum, not rounded; they sum to the number asked for.</param>
/// <param name="VarianceRatio">The variance over that of proportional allocation, at most 1; null where nothing varies.</param>
public sealed record NeymanAllocation(ImmutableArray<double> Sizes, double? VarianceRatio)
{
    /// <summary>
    /// n_k in proportion to weight times standard deviation. Source: Neyman, "On the two different aspects of the
    /// representative method" (1934), 10.2307/2342192. Where no stratum varies, allocation is proportional.
    /// </summary>
    /// <param name="weights">The share of each stratum in the population; normalised to sum to one.</param>
    /// <param name="deviations">The standard deviation within each stratum, at least 0.</param>
    /// <param name="n">The number of items in all.</param>
    public static NeymanAllocation Of(ReadOnlySpan<double> weights, ReadOnlySpan<double> deviations, double n)
    {
        Require.Values(weights, nameof(weights));
        Require.Values(deviations, nameof(deviations));
        Require.NotNegative(n, nameof(n));
        ArgumentOutOfRangeException.ThrowIfNotEqual(deviations.Length, weights.Length);
        double total = 0;
        foreach (double weight in weights)
        {
            Require.NotNegative(weight, nameof(weights));
            total += weight;
        }
        (double linear, double square) = (0, 0);
        for (int k = 0; k < weights.Length; k++)
        {
            Require.NotNegative(deviations[k], nameof(deviations));
            linear += weights[k] / total * deviations[k];
            square += weights[k] / total * deviations[k] * deviations[k];
        }
        var sizes = ImmutableArray.CreateBuilder<double>(weights.Length);
        for (int k = 0; k < weights.Length; k++)
        {
            double share = weights[k] / total;
            sizes.Add(n * (linear > 0 ? share * deviations[k] / linear : share));
        }
        return new NeymanAllocation(sizes.MoveToImmutable(), square > 0 ? linear * linear / square : null);
    }
}
