using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>How much less clustered items say than independent ones would.</summary>
/// <param name="Clusters">Number of clusters.</param>
/// <param name="ClusterSize">Mean cluster size, weighted so that unequal sizes count as they act: Σm²/n.</param>
/// <param name="IntraclassCorrelation">Correlation of two items of a cluster; null where it cannot be told.</param>
/// <param name="Factor">1 + (m-1)·ICC, by which sample sizes must grow; at least 1/m; null where the correlation is.</param>
public sealed record DesignEffect(int Clusters, double ClusterSize, double? IntraclassCorrelation, double? Factor)
{
    /// <summary>
    /// Estimates the correlation by one-way analysis of variance: A. Donner, "A review of inference procedures for the intraclass
    /// correlation coefficient in the one-way random effects model" (1986), doi:10.2307/1403259; the factor is L. Kish, "Survey
    /// sampling" (1965). Null with one cluster, with one item in every cluster, and where all values are equal.
    /// </summary>
    /// <param name="values">One value per item.</param>
    /// <param name="clusters">The cluster of each item, numbered from 0.</param>
    public static DesignEffect Of(ReadOnlySpan<double> values, ReadOnlySpan<int> clusters)
    {
        Require.SameLength(values.Length, clusters.Length, nameof(clusters));
        var all = Moments.Of(values);
        int[] sizes = Statistics.Intervals.Clusters.Sizes(clusters);
        double[] sums = Statistics.Intervals.Clusters.Sums(values, clusters);
        int count = sizes.Count(size => size > 0);
        double n = all.N;
        double weighted = sizes.Sum(size => (double)size * size) / n;
        double between = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            double gap = sizes[i] == 0 ? 0 : sums[i] / sizes[i] - all.Mean;
            between += sizes[i] * gap * gap;
        }
        double within = Math.Max(0, all.SumOfSquares - between);
        if (count < 2 || count == all.N || all.SumOfSquares == 0)
        {
            return new DesignEffect(count, weighted, null, null);
        }
        double meanBetween = between / (count - 1);
        double meanWithin = within / (n - count);
        double typical = (n - weighted) / (count - 1);
        double correlation = (meanBetween - meanWithin) / (meanBetween + (typical - 1) * meanWithin);
        double factor = Math.Max(1 / weighted, 1 + (weighted - 1) * correlation);
        return new DesignEffect(count, weighted, correlation, factor);
    }
}
