using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Results;

/// <summary>Which cluster each sample of a task belongs to; a sample without one is its own.</summary>
/// <param name="Of">Cluster number of each sample, from 0.</param>
/// <param name="Count">Number of clusters.</param>
/// <param name="IsTrivial">Whether every sample is its own cluster.</param>
internal sealed record ClusterIndex(int[] Of, int Count, bool IsTrivial)
{
    public static ClusterIndex Over(ImmutableArray<Sample> samples, string? clusterField)
    {
        int[] of = new int[samples.Length];
        if (clusterField is null)
        {
            for (int i = 0; i < of.Length; i++)
            {
                of[i] = i;
            }

            return new ClusterIndex(of, of.Length, true);
        }

        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        int next = 0;
        for (int i = 0; i < of.Length; i++)
        {
            string? name = samples[i].Cluster;
            if (name is null)
            {
                of[i] = next++;
            }
            else if (!numbers.TryGetValue(name, out of[i]))
            {
                numbers[name] = of[i] = next++;
            }
        }

        return new ClusterIndex(of, next, next == of.Length);
    }

    /// <summary>
    /// Number of clusters of one size that would weigh as much, 1/Σh² with h the share of a cluster's samples; 0 without samples.
    /// </summary>
    public double Effective
    {
        get
        {
            double squares = Clusters.Sizes(Of).Sum(size => (double)size * size);
            return squares == 0 ? 0 : (double)Of.Length * Of.Length / squares;
        }
    }

    /// <summary>K - 1 for independent samples; for clusters what their sizes leave of it; null below two.</summary>
    public double? DegreesOfFreedom =>
        !IsTrivial ? ClusterDegreesOfFreedom.Of(Clusters.Sizes(Of), ClusterRobustVariant.Cr3Jackknife)
        : Count < 2 ? null
        : Count - 1;

    /// <summary>The clusters of some samples, numbered as they are here.</summary>
    public ClusterIndex At(ReadOnlySpan<int> rows)
    {
        int[] of = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            of[i] = Of[rows[i]];
        }

        return new ClusterIndex(of, Count, IsTrivial);
    }

    /// <summary>The clusters of some samples, renumbered from 0 in order of appearance.</summary>
    public ClusterIndex Select(ReadOnlySpan<int> rows)
    {
        int[] of = new int[rows.Length];
        var numbers = new Dictionary<int, int>();
        for (int i = 0; i < rows.Length; i++)
        {
            if (!numbers.TryGetValue(Of[rows[i]], out of[i]))
            {
                numbers[Of[rows[i]]] = of[i] = numbers.Count;
            }
        }

        return new ClusterIndex(of, numbers.Count, numbers.Count == rows.Length);
    }
}
