using EvalHarness.Comparisons.Comparators;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Gates;

/// <summary>
/// A quantile: the binomial test of how many values lie below the bound, W. J. Conover, "Practical nonparametric
/// statistics", 3rd ed. (1999), section 3.2, with as many values as the answers of clustered samples are worth.
/// </summary>
/// <param name="Finding">The times and what they are worth.</param>
/// <param name="Share">Share of answers that are at most as slow, in (0, 1).</param>
internal sealed record QuantileEvidence(LatencyFinding Finding, double Share)
    : GateEvidence(Finding.Estimate, "binomial test of order statistics")
{
    public override double Above(double bound) => Tail(Share, Finding.Sorted.Count(value => value <= bound) + 1);

    public override double Below(double bound) => Tail(1 - Share, Finding.Sorted.Count(value => value >= bound) + 1);

    /// <summary>Never less than the chance that no independent answer lies beyond the quantile.</summary>
    private double Tail(double share, int rank) =>
        Math.Max(
            Math.Pow(1 - share, Finding.Effective),
            QuantileRanks.Tail(Finding.Sorted.Length, Finding.Effective, share, rank)
        );
}
