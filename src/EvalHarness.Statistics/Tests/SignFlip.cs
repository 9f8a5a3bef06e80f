using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// The sign-flip (randomisation) test that paired differences lie symmetrically around 0: R. A. Fisher, "The design of
/// experiments" (1935), §21; E. J. G. Pitman, "Significance tests which may be applied to samples from any populations"
/// (1937), doi:10.2307/2984124. The statistic is the sum; the identity is one of the 2^n flips. Differences of 0/1 scores
/// give the exact McNemar p. No difference is refused; zeros have no sign, so that all zeros give p = 1, and one difference
/// cannot have a two-sided p below 1. Held against full enumeration, SciPy 1.10.1 permutation_test and R exactRankTests.
/// </summary>
public static class SignFlip
{
    /// <summary>The most non-zero differences that are enumerated where they are no short decimals.</summary>
    private const int EnumerationLimit = 44;

    /// <summary>The most steps that adding up a lattice distribution may cost.</summary>
    private const double LatticeLimit = 5e8;

    /// <summary>The most distinct sums that a lattice distribution may have.</summary>
    private const long LatticeReach = 20_000_000;

    /// <summary>
    /// All 2^n sign vectors. Null where that is out of reach: more than 44 non-zero differences of many decimals; use
    /// <see cref="SignFlipResampling.Test"/> then.
    /// </summary>
    public static PermutationResult? Exact(ReadOnlySpan<double> differences)
    {
        Require.Values(differences, nameof(differences));
        return Exact(differences, differences.Length);
    }

    /// <summary>
    /// The same with all differences of a cluster flipped together; the statistic remains the mean over all items.
    /// </summary>
    /// <param name="differences">One difference per item.</param>
    /// <param name="clusters">The cluster of each item, numbered from 0.</param>
    public static PermutationResult? Exact(ReadOnlySpan<double> differences, ReadOnlySpan<int> clusters)
    {
        Require.Values(differences, nameof(differences));
        return Exact(Clusters.Sums(differences, clusters), differences.Length);
    }

    private static PermutationResult? Exact(ReadOnlySpan<double> units, int n)
    {
        // A zero has no sign: it doubles every count alike.
        double[] flipped = [.. units.ToArray().Where(unit => unit != 0)];
        double observed = flipped.Sum();
        double slack = PermutationResult.Slack(observed);
        if (Lattice.Of(flipped) is { } whole && IsWithinReach(whole))
        {
            return OnLattice(whole, observed / n);
        }
        if (flipped.Length > EnumerationLimit)
        {
            return null;
        }
        double[] left = AllSums(flipped.AsSpan(0, flipped.Length / 2));
        double[] right = AllSums(flipped.AsSpan(flipped.Length / 2));
        double all = Math.ScaleB(1, flipped.Length);
        double magnitude = Math.Abs(observed) - slack;
        double greater = CountAtLeast(left, right, observed - slack) / all;
        double less = CountAtLeast(left, right, -observed - slack) / all;
        // The sums lie symmetrically around 0, so both tails hold the same number.
        double both = magnitude <= 0 ? 1 : Math.Min(1, 2 * CountAtLeast(left, right, magnitude) / all);
        return new PermutationResult(observed / n, both, greater, less);
    }

    private static bool IsWithinReach(long[] values)
    {
        double reach = values.Sum(value => (double)Math.Abs(value));
        return reach <= LatticeReach && reach * values.Length <= LatticeLimit;
    }

    private static PermutationResult OnLattice(long[] values, double mean)
    {
        long observed = values.Sum();
        long[] steps = [.. values.Select(Math.Abs).Order()];
        double[] probability = new double[steps.Sum() + 1];
        probability[0] = 1;
        long reach = 0;
        foreach (long step in steps)
        {
            reach += step;
            for (long i = reach; i >= 0; i--)
            {
                probability[i] = 0.5 * (probability[i] + (i >= step ? probability[i - step] : 0));
            }
        }
        // probability[i] is that of the sum 2i - (largest sum).
        double greater = 0;
        double less = 0;
        double both = 0;
        for (long i = 0; i < probability.Length; i++)
        {
            long sum = 2 * i - reach;
            greater += sum >= observed ? probability[i] : 0;
            less += sum <= observed ? probability[i] : 0;
            both += Math.Abs(sum) >= Math.Abs(observed) ? probability[i] : 0;
        }
        return new PermutationResult(mean, Math.Min(1, both), Math.Min(1, greater), Math.Min(1, less));
    }

    /// <summary>All signed sums of the values in ascending order.</summary>
    private static double[] AllSums(ReadOnlySpan<double> values)
    {
        double[] sums = new double[1 << values.Length];
        int count = 1;
        foreach (double value in values)
        {
            for (int i = 0; i < count; i++)
            {
                sums[count + i] = sums[i] + value;
                sums[i] -= value;
            }
            count *= 2;
        }
        RadixSort.Sort(sums);
        return sums;
    }

    /// <summary>Number of pairs, one of each ascending list, whose sum reaches the threshold.</summary>
    private static double CountAtLeast(double[] left, double[] right, double threshold)
    {
        long count = 0;
        int from = right.Length;
        foreach (double value in left)
        {
            while (from > 0 && value + right[from - 1] >= threshold)
            {
                from--;
            }
            count += right.Length - from;
        }
        return count;
    }
}
