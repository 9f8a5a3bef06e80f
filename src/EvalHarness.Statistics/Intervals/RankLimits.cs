namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// The limits of a quantile as two of the values in ascending order. A limit is null where no value can be one: the smallest
/// or largest value is never taken for want of a better.
/// </summary>
/// <param name="LowRank">Rank of the lower limit, from 1.</param>
/// <param name="HighRank">Rank of the upper limit, from 1.</param>
/// <param name="Low">The lower limit.</param>
/// <param name="High">The upper limit.</param>
public readonly record struct RankLimits(int? LowRank, int? HighRank, double? Low, double? High)
{
    /// <summary>The limits at these ranks of sorted values.</summary>
    internal static RankLimits At(int? lowRank, int? highRank, ReadOnlySpan<double> sorted) =>
        new(
            lowRank,
            highRank,
            lowRank is { } low ? sorted[low - 1] : null,
            highRank is { } high ? sorted[high - 1] : null
        );
}
