namespace EvalHarness.Statistics.Numerics;

/// <summary>Mid-ranks: equal values share the mean of the ranks that they take up.</summary>
internal static class Ranks
{
    /// <summary>The mid-ranks of the values from 1 for the smallest, and the tie term Σ(t³ - t) over groups of equals.</summary>
    public static (double[] Ranks, double TieTerm) Of(ReadOnlySpan<double> values)
    {
        double[] keys = values.ToArray();
        int[] order = RadixSort.Order(keys);
        double[] ranks = new double[keys.Length];
        double ties = 0;
        for (int from = 0; from < keys.Length; )
        {
            int to = from + 1;
            while (to < keys.Length && keys[to] == keys[from])
            {
                to++;
            }
            double count = to - from;
            ties += count * count * count - count;
            for (int i = from; i < to; i++)
            {
                ranks[order[i]] = 0.5 * (from + 1 + to);
            }
            from = to;
        }
        return (ranks, ties);
    }
}
