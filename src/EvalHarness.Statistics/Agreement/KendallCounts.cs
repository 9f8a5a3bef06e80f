namespace EvalHarness.Statistics.Agreement;

/// <summary>Ties within one column: sums over groups of t equal values.</summary>
/// <param name="Pairs">Sum of t(t-1)/2.</param>
/// <param name="Triples">Sum of t(t-1)(t-2).</param>
/// <param name="Weighted">Sum of t(t-1)(2t+5).</param>
internal readonly record struct TieSums(double Pairs, double Triples, double Weighted)
{
    public static TieSums Of(ReadOnlySpan<double> sorted)
    {
        var sums = new TieSums();
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            end = start + 1;
            while (end < sorted.Length && sorted[end].Equals(sorted[start]))
            {
                end++;
            }
            double t = end - start;
            sums = new TieSums(
                sums.Pairs + (t * (t - 1) / 2),
                sums.Triples + (t * (t - 1) * (t - 2)),
                sums.Weighted + (t * (t - 1) * ((2 * t) + 5))
            );
        }
        return sums;
    }
}

/// <summary>What Kendall's tau needs of two columns, counted in O(n log n) after Knight (1966).</summary>
/// <param name="N">Number of pairs of values.</param>
/// <param name="Discordant">Pairs of items that the columns order differently.</param>
/// <param name="TiedX">Ties of the first column.</param>
/// <param name="TiedY">Ties of the second column.</param>
/// <param name="TiedBoth">Pairs of items tied in both.</param>
internal readonly record struct KendallCounts(int N, long Discordant, TieSums TiedX, TieSums TiedY, double TiedBoth)
{
    public static KendallCounts Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        var points = new (double X, double Y)[x.Length];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = (x[i], y[i]);
        }
        Array.Sort(points);
        double both = 0;
        for (int start = 0, end; start < points.Length; start = end)
        {
            end = start + 1;
            while (end < points.Length && points[end].Equals(points[start]))
            {
                end++;
            }
            both += (end - start) * (end - start - 1.0) / 2;
        }
        double[] columnX = Array.ConvertAll(points, point => point.X);
        double[] columnY = Array.ConvertAll(points, point => point.Y);
        long discordant = CountInversions(columnY, new double[columnY.Length]);
        return new KendallCounts(x.Length, discordant, TieSums.Of(columnX), TieSums.Of(columnY), both);
    }

    /// <summary>Variance of concordant minus discordant pairs under independence, with the correction for ties.</summary>
    public double Variance()
    {
        double pairs = N * (N - 1.0);
        double variance = ((pairs * ((2.0 * N) + 5)) - TiedX.Weighted - TiedY.Weighted) / 18;
        variance += 2 * TiedX.Pairs * TiedY.Pairs / pairs;
        return N > 2 ? variance + (TiedX.Triples * TiedY.Triples / (9 * pairs * (N - 2))) : variance;
    }

    // Merge sort in place, counting the pairs that it turns round.
    private static long CountInversions(Span<double> values, Span<double> spare)
    {
        if (values.Length < 2)
        {
            return 0;
        }
        int half = values.Length / 2;
        long count = CountInversions(values[..half], spare[..half]) + CountInversions(values[half..], spare[half..]);
        values.CopyTo(spare);
        for (int left = 0, right = half, to = 0; to < values.Length; to++)
        {
            if (right == values.Length || (left < half && spare[left] <= spare[right]))
            {
                values[to] = spare[left++];
            }
            else
            {
                values[to] = spare[right++];
                count += half - left;
            }
        }
        return count;
    }
}
