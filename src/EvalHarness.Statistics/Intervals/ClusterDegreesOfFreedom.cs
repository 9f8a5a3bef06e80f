using System.Diagnostics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// Degrees of freedom of the t distribution that a mean of clustered values over its standard error is held against: the
/// approximation of F. E. Satterthwaite, "An approximate distribution of estimates of variance components" (1946),
/// doi:10.2307/3002019, for cluster-robust variances as Bell and McCaffrey (2002) and Pustejovsky and Tipton (2018),
/// doi:10.1080/07350015.2016.1247004, apply it, under independent values of one variance. They depend on the sizes of the
/// clusters alone. Held against R clubSandwich 0.5.8 coef_test.
/// </summary>
public static class ClusterDegreesOfFreedom
{
    /// <summary>
    /// The degrees of freedom, in [1, K-1]: K-1 where all clusters are of one size, 1 for two clusters, near 1 where one cluster
    /// dominates. Null below two clusters. In K steps.
    /// </summary>
    /// <param name="sizes">The number of values of each cluster; empty clusters are left out.</param>
    /// <param name="variant">The variance that the standard error is the root of.</param>
    public static double? Of(ReadOnlySpan<int> sizes, ClusterRobustVariant variant)
    {
        double n = 0;
        int clusters = 0;
        foreach (int size in sizes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size);
            n += size;
            clusters += size > 0 ? 1 : 0;
        }
        if (clusters < 2)
        {
            return null;
        }
        if (AreEqual(sizes))
        {
            return clusters - 1;
        }
        double df = variant switch
        {
            ClusterRobustVariant.Cr0 or ClusterRobustVariant.Cr1 => clusters - 1,
            ClusterRobustVariant.Cr2 => OfDiagonal(sizes, n, isSquared: false),
            ClusterRobustVariant.Cr3 or ClusterRobustVariant.Cr3Plain => OfDiagonal(sizes, n, isSquared: true),
            ClusterRobustVariant.Cr3Jackknife => OfJackknife(sizes, n, clusters),
            _ => throw new UnreachableException(),
        };
        return Math.Clamp(df, 1, clusters - 1);
    }

    /// <summary>Whether all clusters that are not empty are of one size: all formulas give K-1 then, but for rounding.</summary>
    private static bool AreEqual(ReadOnlySpan<int> sizes)
    {
        int first = 0;
        foreach (int size in sizes)
        {
            first = first == 0 ? size : first;
            if (size != 0 && size != first)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>tr(CΩ)²/tr(CΩCΩ) with Ω = diag(h) - hh' and C = diag(1/(1-h)) or the squares of that.</summary>
    /// <remarks>
    /// With u = h/(1-h) the diagonal of CΩ is a = h, or u where squared, and the product of two mirrored elements off it is a·u
    /// of the one times a·u of the other. Sums of positive terms only: nothing cancels where one cluster dominates.
    /// </remarks>
    private static double OfDiagonal(ReadOnlySpan<int> sizes, double n, bool isSquared)
    {
        double trace = 0;
        double squares = 0;
        double pairs = 0;
        double before = 0;
        foreach (int size in sizes)
        {
            double odds = size / (n - size);
            double diagonal = isSquared ? odds : size / n;
            trace += diagonal;
            squares += diagonal * diagonal;
            pairs += diagonal * odds * before;
            before += diagonal * odds;
        }
        return trace * trace / (squares + 2 * pairs);
    }

    /// <summary>The same with C = D(I - 11'/K)D, D = diag(1/(1-h)).</summary>
    private static double OfJackknife(ReadOnlySpan<int> sizes, double n, int clusters)
    {
        double sum = 0;
        double squares = 0;
        double pairs = 0;
        double before = 0;
        foreach (int size in sizes)
        {
            double odds = size / (n - size);
            sum += odds;
            squares += odds * odds;
            pairs += odds * odds * before;
            before += odds * odds;
        }
        double spread = 0;
        double cross = 0;
        foreach (int size in sizes)
        {
            double odds = size / (n - size);
            double gap = 1 + odds - sum;
            spread += size / n * gap * gap;
            cross += odds * odds * gap * gap;
        }
        double trace = sum - spread / clusters;
        double square = squares + 2 * pairs - 2 * cross / clusters + spread * spread / clusters / clusters;
        return trace * trace / square;
    }
}
