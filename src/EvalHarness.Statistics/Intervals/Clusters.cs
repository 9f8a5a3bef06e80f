using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// Grouping of values by cluster (document, author, conversation): values of one cluster are not independent, clusters
/// are. Clusters are numbered from 0 without gaps.
/// </summary>
public static class Clusters
{
    /// <summary>Numbers any labels from 0 in the order of their first appearance.</summary>
    public static int[] Number<T>(ReadOnlySpan<T> labels)
        where T : notnull
    {
        var numbers = new Dictionary<T, int>();
        int[] result = new int[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            if (!numbers.TryGetValue(labels[i], out int number))
            {
                number = numbers.Count;
                numbers.Add(labels[i], number);
            }
            result[i] = number;
        }
        return result;
    }

    /// <summary>The number of clusters.</summary>
    public static int Count(ReadOnlySpan<int> clusters)
    {
        int largest = -1;
        foreach (int cluster in clusters)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(cluster);
            largest = Math.Max(largest, cluster);
        }
        return largest + 1;
    }

    /// <summary>The number of items of each cluster.</summary>
    public static int[] Sizes(ReadOnlySpan<int> clusters)
    {
        int[] sizes = new int[Count(clusters)];
        foreach (int cluster in clusters)
        {
            sizes[cluster]++;
        }
        return sizes;
    }

    /// <summary>The sum of the values of each cluster.</summary>
    public static double[] Sums(ReadOnlySpan<double> values, ReadOnlySpan<int> clusters) =>
        SumRows(values, 1, clusters);

    /// <summary>
    /// The sums of the rows of each cluster: from one row of <paramref name="width"/> statistics per item to one per cluster.
    /// </summary>
    /// <param name="rows">Rows laid end to end.</param>
    /// <param name="width">Number of statistics in a row.</param>
    /// <param name="clusters">The cluster of each row.</param>
    public static double[] SumRows(ReadOnlySpan<double> rows, int width, ReadOnlySpan<int> clusters)
    {
        Require.SameLength(rows.Length, clusters.Length * width, nameof(clusters));
        Require.Values(rows, nameof(rows), atLeast: 0);
        double[] sums = new double[Count(clusters) * width];
        for (int i = 0; i < clusters.Length; i++)
        {
            for (int j = 0; j < width; j++)
            {
                sums[clusters[i] * width + j] += rows[i * width + j];
            }
        }
        return sums;
    }
}
