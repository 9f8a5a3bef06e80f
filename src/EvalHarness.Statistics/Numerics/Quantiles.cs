namespace EvalHarness.Statistics.Numerics;

/// <summary>
/// Quantiles of a sample: R. J. Hyndman, Y. Fan, "Sample quantiles in statistical packages" (1996),
/// doi:10.1080/00031305.1996.10473566. One value is every quantile. Held against NumPy 1.24.2 quantile and R 4.2.2.
/// </summary>
public static class Quantiles
{
    /// <summary>The quantile of values in any order, at least one and all finite.</summary>
    /// <param name="values">The values.</param>
    /// <param name="p">The share of values below it, in [0, 1]; 0 gives the smallest, 1 the largest.</param>
    /// <param name="type">Where between two values it lies.</param>
    public static double Of(ReadOnlySpan<double> values, double p, QuantileType type = QuantileType.Type7)
    {
        Require.Values(values, nameof(values));
        double[] sorted = values.ToArray();
        RadixSort.Sort(sorted);
        return OfSorted(sorted, p, type);
    }

    /// <summary>The same of values in ascending order, which is not checked.</summary>
    /// <inheritdoc cref="Of"/>
    /// <param name="sorted">The values, growing.</param>
    /// <param name="p">The share of values below it, in [0, 1]; 0 gives the smallest, 1 the largest.</param>
    /// <param name="type">Where between two values it lies.</param>
    public static double OfSorted(ReadOnlySpan<double> sorted, double p, QuantileType type = QuantileType.Type7)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sorted.Length);
        // What is no number stands at an end of sorted values.
        Require.Finite(sorted[0], nameof(sorted));
        Require.Finite(sorted[^1], nameof(sorted));
        Require.Probability(p, nameof(p));
        int n = sorted.Length;
        if (type == QuantileType.Type1)
        {
            // The guard lets n·p = 3 be 3, whatever the last bit says.
            return sorted[Math.Clamp((int)Math.Ceiling(n * p - 1e-12 * n) - 1, 0, n - 1)];
        }
        // Places are counted from 0, so that type 7, whose place is (n-1)p then, rounds once.
        double place = type switch
        {
            QuantileType.Type7 => (n - 1) * p,
            QuantileType.Type8 => (n + 1.0 / 3) * p - 2.0 / 3,
            _ => (n + 1) * p - 1,
        };
        place = Math.Clamp(place, 0, n - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, n - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /// <summary>
    /// A smooth quantile, the mean of all order statistics weighted by a beta density: F. E. Harrell, C. E. Davis, "A new
    /// distribution-free quantile estimator" (1982), doi:10.1093/biomet/69.3.635. Steadier than a single order statistic for
    /// latencies. Held against SciPy 1.10.1 hdquantiles and R Hmisc hdquantile.
    /// </summary>
    public static double HarrellDavis(ReadOnlySpan<double> values, double p)
    {
        Require.Values(values, nameof(values));
        Require.Probability(p, nameof(p));
        double[] sorted = values.ToArray();
        RadixSort.Sort(sorted);
        int n = sorted.Length;
        if (p is 0 or 1 || n == 1)
        {
            return p == 0 ? sorted[0] : sorted[n - 1];
        }
        double a = (n + 1) * p;
        double b = (n + 1) * (1 - p);
        double sum = 0;
        double before = 0;
        for (int i = 1; i <= n; i++)
        {
            double upTo = IncompleteBeta.Tails((double)i / n, (double)(n - i) / n, a, b).Lower;
            sum += (upTo - before) * sorted[i - 1];
            before = upTo;
        }
        return sum;
    }
}
