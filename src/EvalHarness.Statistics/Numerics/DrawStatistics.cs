namespace EvalHarness.Statistics.Numerics;

/// <summary>What is said about a column of draws.</summary>
public static class DrawStatistics
{
    /// <summary>The mean; 0 of no draws.</summary>
    /// <param name="draws">The draws.</param>
    public static double Mean(ReadOnlySpan<double> draws) => CompensatedSum.Mean(draws);

    /// <summary>The Monte Carlo standard error of the mean; 0 of one draw.</summary>
    /// <param name="draws">The draws.</param>
    public static double StandardError(ReadOnlySpan<double> draws) =>
        draws.Length < 2 ? 0 : StandardDeviation(draws) / Math.Sqrt(draws.Length);

    /// <summary>The sample standard deviation, with n - 1; 0 of one draw.</summary>
    /// <param name="draws">The draws.</param>
    public static double StandardDeviation(ReadOnlySpan<double> draws)
    {
        double mean = Mean(draws);
        var squares = default(CompensatedSum);
        foreach (double draw in draws)
        {
            squares.Add((draw - mean) * (draw - mean));
        }

        return draws.Length < 2 ? 0 : Math.Sqrt(squares.Value / (draws.Length - 1));
    }

    /// <summary>The quantile of sorted draws by linear interpolation (type 7).</summary>
    /// <param name="sorted">The draws, growing, at least one.</param>
    /// <param name="probability">A probability in [0, 1].</param>
    public static double Quantile(ReadOnlySpan<double> sorted, double probability)
    {
        double place = probability * (sorted.Length - 1);
        int below = Math.Min((int)place, sorted.Length - 1);
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>The mean of the worst share of sorted draws; the draw at the edge counts in part.</summary>
    /// <remarks>R. T. Rockafellar, S. Uryasev, "Optimization of conditional value-at-risk", Journal of Risk 2 (2000), doi:10.21314/JOR.2000.038.</remarks>
    /// <param name="sorted">The draws, growing, at least one.</param>
    /// <param name="share">The share of draws that is meant, in (0, 1].</param>
    public static double Cvar(ReadOnlySpan<double> sorted, double share)
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

    /// <summary>The share of draws above 0.</summary>
    /// <param name="draws">The draws.</param>
    public static double ShareAboveZero(ReadOnlySpan<double> draws)
    {
        int above = 0;
        foreach (double draw in draws)
        {
            above += draw > 0 ? 1 : 0;
        }

        return draws.IsEmpty ? 0 : (double)above / draws.Length;
    }
}
