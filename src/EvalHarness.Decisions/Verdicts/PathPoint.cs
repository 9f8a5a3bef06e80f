using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>A mean with the range that holds nine draws in ten.</summary>
/// <param name="Mean">The mean over the draws.</param>
/// <param name="P5">The value below which one draw in twenty lies.</param>
/// <param name="P95">The value above which one draw in twenty lies.</param>
public readonly record struct PathPoint(double Mean, double P5, double P95)
{
    internal static PathPoint Of(double[] draws)
    {
        double[] sorted = [.. draws];
        RadixSort.Sort(sorted);
        return new(CompensatedSum.Mean(draws), Quantiles.OfSorted(sorted, 0.05), Quantiles.OfSorted(sorted, 0.95));
    }
}
