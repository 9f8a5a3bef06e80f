namespace EvalHarness.Statistics.Tests;

/// <summary>
/// Values as integer multiples of a decimal unit, where they are: scores are mostly counts or short decimals, and sums of
/// integers have exact distributions that can be computed by adding one value after the other.
/// </summary>
internal static class Lattice
{
    /// <summary>The values as whole multiples of a power of ten, or null where they need more than six decimals.</summary>
    public static long[]? Of(ReadOnlySpan<double> values)
    {
        for (double scale = 1; scale <= 1e6; scale *= 10)
        {
            if (TryScale(values, scale) is { } whole)
            {
                return whole;
            }
        }
        return null;
    }

    private static long[]? TryScale(ReadOnlySpan<double> values, double scale)
    {
        long[] whole = new long[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double scaled = values[i] * scale;
            double rounded = Math.Round(scaled);
            if (Math.Abs(rounded) > 1e12 || Math.Abs(scaled - rounded) > 1e-10 * Math.Max(1, Math.Abs(scaled)))
            {
                return null;
            }
            whole[i] = (long)rounded;
        }
        return whole;
    }
}
