using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// The permutation test of the difference of two group means over all C(n+m, n) ways to split the values: E. J. G.
/// Pitman (1937), doi:10.2307/2984124. Exchangeable values are assumed. An empty group is refused; equal values throughout
/// have p = 1. Held against SciPy 1.10.1 permutation_test.
/// </summary>
public static class TwoSamplePermutation
{
    private const double CheapEnumeration = 2e6;
    private const double EnumerationLimit = 2e8;
    private const double LatticeLimit = 5e8;

    /// <summary>
    /// All splits. Null where that is out of reach: more than 2e8 splits of values that are no short decimals.
    /// </summary>
    public static PermutationResult? Exact(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Require.Values(x, nameof(x));
        Require.Values(y, nameof(y));
        double[] all = [.. x, .. y];
        double meanX = Moments.Of(x).Mean;
        double difference = meanX - Moments.Of(y).Mean;
        // For a fixed total the mean difference is a + b·(sum of x).
        double slope = 1.0 / x.Length + 1.0 / y.Length;
        double offset = -all.Sum() / y.Length;
        var tally = new Tally(difference, slope, offset);
        double splits = Splits(all.Length, x.Length);
        if (splits > CheapEnumeration && Lattice.Of(all) is { } whole && TryLattice(whole, x.Length, all, tally))
        {
            return tally.Conclude();
        }
        if (splits > EnumerationLimit)
        {
            return null;
        }
        Visit(all, 0, x.Length, 0, tally);
        return tally.Conclude();
    }

    private static double Splits(int n, int k) => Math.Exp(-Math.Log(n + 1.0) - LogSpace.LogBeta(k + 1, n - k + 1));

    private static void Visit(double[] values, int from, int left, double sum, Tally tally)
    {
        if (left == 0)
        {
            tally.Add(sum, 1);
            return;
        }
        for (int i = from; i <= values.Length - left; i++)
        {
            Visit(values, i + 1, left - 1, sum + values[i], tally);
        }
    }

    private static bool TryLattice(long[] whole, int n, double[] all, Tally tally)
    {
        long smallest = whole.Min();
        long[] steps = [.. whole.Select(value => value - smallest)];
        long reach = steps.Sum();
        if ((double)reach * n * whole.Length > LatticeLimit)
        {
            return false;
        }
        // counts[k][s]: share of the ways in which k of the values seen so far sum to s.
        double[][] counts = [.. Enumerable.Range(0, n + 1).Select(_ => new double[reach + 1])];
        counts[0][0] = 1;
        for (int seen = 0; seen < steps.Length; seen++)
        {
            for (int k = Math.Min(seen, n - 1); k >= 0; k--)
            {
                for (long s = reach - steps[seen]; s >= 0; s--)
                {
                    counts[k + 1][s + steps[seen]] += counts[k][s];
                }
            }
        }
        double unit = Unit(whole, all);
        for (long s = 0; s <= reach; s++)
        {
            tally.Add((s + n * smallest) * unit, counts[n][s]);
        }
        return true;
    }

    private static double Unit(long[] whole, double[] all)
    {
        int i = Array.FindIndex(whole, value => value != 0);
        return i < 0 ? 1 : Math.Pow(10, Math.Round(Math.Log10(all[i] / whole[i])));
    }

    private sealed class Tally(double observed, double slope, double offset)
    {
        private readonly double slack = PermutationResult.Slack(observed);
        private double both;
        private double greater;
        private double less;
        private double all;

        public void Add(double sum, double weight)
        {
            double difference = offset + slope * sum;
            both += Math.Abs(difference) >= Math.Abs(observed) - slack ? weight : 0;
            greater += difference >= observed - slack ? weight : 0;
            less += difference <= observed + slack ? weight : 0;
            all += weight;
        }

        public PermutationResult Conclude() => new(observed, both / all, greater / all, less / all);
    }
}
