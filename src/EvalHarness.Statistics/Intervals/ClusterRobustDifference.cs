using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// The mean difference of two models over the same clustered values: <see cref="ClusterRobustMean"/> of the differences,
/// where rounding noise is that of the values and not of their differences. One cluster or one value has no standard error;
/// constant differences, and models that are opposite within clusters but equal over each, have a standard error of 0 and
/// are not tested.
/// </summary>
public static class ClusterRobustDifference
{
    /// <summary>The mean of a - b with all its standard errors; null without values.</summary>
    /// <param name="a">One finite value per item.</param>
    /// <param name="b">One finite value per item, in the same order.</param>
    /// <param name="clusters">The cluster of each item, numbered from 0.</param>
    public static ClusterRobustMean? Of(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<int> clusters)
    {
        Require.Values(a, nameof(a), atLeast: 0);
        Require.Values(b, nameof(b), atLeast: 0);
        double largest = Math.Max(Scaling.Largest(a), Scaling.Largest(b));
        return ClusterRobustMean.Of(Moments.Differences(a, b), clusters, largest);
    }
}
