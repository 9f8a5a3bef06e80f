namespace EvalHarness.Statistics.Numerics;

/// <summary>The conditional value at risk, or expected shortfall: what the worst of a column of draws come to on average.</summary>
internal static class Cvar
{
    /// <summary>The mean of the worst share of sorted draws; the draw at the edge counts in part.</summary>
    /// <remarks>R. T. Rockafellar, S. Uryasev, "Optimization of conditional value-at-risk", Journal of Risk 2 (2000), doi:10.21314/JOR.2000.038.</remarks>
    /// <param name="sorted">The draws, growing, at least one.</param>
    /// <param name="share">The share of draws that is meant, in (0, 1]; 1 gives the mean of all.</param>
    public static double Of(ReadOnlySpan<double> sorted, double share)
    {
        if (sorted.IsEmpty || !(share is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(share),
                share,
                "share must lie in (0, 1], of at least one draw"
            );
        }

        double count = share * sorted.Length;
        int whole = Math.Min((int)count, sorted.Length);
        double total = CompensatedSum.Of(sorted[..whole]);
        double part = count - whole;
        return (total + (part > 0 && whole < sorted.Length ? part * sorted[whole] : 0)) / count;
    }
}
