using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// Standard errors of means of evaluation scores: E. Miller, "Adding error bars to evals" (2024),
/// doi:10.48550/arXiv.2411.00640; K.-Y. Liang, S. L. Zeger, "Longitudinal data analysis using generalized linear models"
/// (1986), doi:10.1093/biomet/73.1.13. Held against statsmodels 0.13.5 and R sandwich vcovCL.
/// </summary>
public static class StandardErrors
{
    /// <summary>sqrt(p(1-p)/n), where p is the share of successes.</summary>
    public static double Bernoulli(double p, long n)
    {
        Require.Probability(p, nameof(p));
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        return Math.Sqrt(p * (1 - p) / n);
    }

    /// <summary>The normal interval mean ± z·se; null for one value.</summary>
    public static Interval? NormalInterval(ReadOnlySpan<double> values, double level = 0.95)
    {
        Require.Level(level);
        var moments = Moments.Of(values);
        return moments.StandardError is { } error ? Around(moments.Mean, UnitNormal.Critical(level) * error) : null;
    }

    /// <summary>The t interval of the mean with n-1 degrees of freedom; null for one value.</summary>
    public static Interval? StudentInterval(ReadOnlySpan<double> values, double level = 0.95)
    {
        Require.Level(level);
        var moments = Moments.Of(values);
        return moments.StandardError is { } error
            ? Around(moments.Mean, error > 0 ? Tails.StudentCritical(level, moments.N - 1) * error : 0)
            : null;
    }

    /// <summary>Clustered standard errors of a mean (Miller 2024, section 2.2). Clusters are assumed independent.</summary>
    /// <param name="values">One value per item.</param>
    /// <param name="clusters">The cluster of each item, numbered from 0.</param>
    public static ClusteredStandardError Clustered(ReadOnlySpan<double> values, ReadOnlySpan<int> clusters)
    {
        Require.SameLength(values.Length, clusters.Length, nameof(clusters));
        var moments = Moments.Of(values);
        int count = Clusters.Sizes(clusters).Count(size => size > 0);
        double between = SumOfSquaredClusterSums(values, clusters, moments.Mean);
        double cross = between - moments.SumOfSquares;
        double n = moments.N;
        double? independent = moments.StandardError;
        double? variance = count < 2 ? null : independent * independent + cross / (n * n);
        double? cr0 = count < 2 ? null : Math.Sqrt(between) / n;
        return new ClusteredStandardError(
            moments.N,
            count,
            moments.Mean,
            independent,
            cross,
            variance is { } v ? Math.Sqrt(Math.Max(0, v)) : null,
            cr0,
            cr0 * Math.Sqrt(count / (count - 1.0)),
            independent > 0 ? variance / (independent * independent) : null
        );
    }

    /// <summary>
    /// The standard error of a mean clustered in two crossed ways, such as document and question writer: A. C. Cameron, J. B.
    /// Gelbach, D. L. Miller, "Robust inference with multiway clustering" (2011), doi:10.1198/jbes.2010.07136.
    /// </summary>
    public static TwoWayStandardError TwoWay(
        ReadOnlySpan<double> values,
        ReadOnlySpan<int> first,
        ReadOnlySpan<int> second
    )
    {
        Require.SameLength(values.Length, first.Length, nameof(first));
        Require.SameLength(values.Length, second.Length, nameof(second));
        double mean = Moments.Of(values).Mean;
        var pairs = new (int, int)[values.Length];
        for (int i = 0; i < pairs.Length; i++)
        {
            pairs[i] = (first[i], second[i]);
        }
        double square = (double)values.Length * values.Length;
        double v1 = SumOfSquaredClusterSums(values, first, mean) / square;
        double v2 = SumOfSquaredClusterSums(values, second, mean) / square;
        double both = SumOfSquaredClusterSums(values, Clusters.Number<(int, int)>(pairs), mean) / square;
        bool single =
            Clusters.Sizes(first).Count(size => size > 0) < 2 || Clusters.Sizes(second).Count(size => size > 0) < 2;
        double variance = v1 + v2 - both;
        return new TwoWayStandardError(v1, v2, both, single || variance < 0 ? null : Math.Sqrt(variance));
    }

    internal static Interval Around(double centre, double half) => new(centre - half, centre + half);

    private static double SumOfSquaredClusterSums(ReadOnlySpan<double> values, ReadOnlySpan<int> clusters, double mean)
    {
        double[] sums = new double[Clusters.Count(clusters)];
        for (int i = 0; i < values.Length; i++)
        {
            sums[clusters[i]] += values[i] - mean;
        }
        return sums.Sum(sum => sum * sum);
    }
}
