namespace EvalHarness.Statistics.Tests;

/// <summary>
/// Selection among the sums x[i] + x[j], i &lt;= j, of sorted values without making them all: D. B. Johnson, T. Mizoguchi,
/// "Selecting the Kth element in X + Y and X1 + X2 + ... + Xm" (1978), doi:10.1137/0207013; here by bisection on the
/// value with a linear count, and the exact sum read off at the end.
/// </summary>
internal static class PairSums
{
    /// <summary>The sum of that rank, counted from 1.</summary>
    public static double Select(double[] sorted, long rank)
    {
        double low = 2 * sorted[0];
        double high = 2 * sorted[^1];
        if (CountUpTo(sorted, low) >= rank)
        {
            return low;
        }
        // Invariant: fewer than rank sums are <= low, and at least rank sums are <= high.
        while (true)
        {
            double middle = low + 0.5 * (high - low);
            if (middle <= low || middle >= high)
            {
                return high;
            }
            if (CountUpTo(sorted, middle) >= rank)
            {
                high = LargestUpTo(sorted, middle);
                middle = high;
            }
            else
            {
                low = middle;
            }
        }
    }

    private static long CountUpTo(double[] sorted, double limit)
    {
        long count = 0;
        int j = sorted.Length - 1;
        for (int i = 0; i < sorted.Length && j >= i; i++)
        {
            while (j >= i && sorted[i] + sorted[j] > limit)
            {
                j--;
            }
            count += j - i + 1;
        }
        return count;
    }

    private static double LargestUpTo(double[] sorted, double limit)
    {
        double largest = double.NegativeInfinity;
        int j = sorted.Length - 1;
        for (int i = 0; i < sorted.Length; i++)
        {
            while (j >= i && sorted[i] + sorted[j] > limit)
            {
                j--;
            }
            if (j < i)
            {
                break;
            }
            largest = Math.Max(largest, sorted[i] + sorted[j]);
        }
        return largest;
    }
}
