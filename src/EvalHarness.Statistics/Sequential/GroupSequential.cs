using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Sequential;

/// <summary>
/// Boundaries for a fixed number of equally spaced looks with a two-sided error rate over all of them: P. C. O'Brien, T. R.
/// Fleming, "A multiple testing procedure for clinical trials" (1979), doi:10.2307/2530245; S. J. Pocock, "Group sequential
/// methods in the design and analysis of clinical trials" (1977), doi:10.1093/biomet/64.2.191. Computed by the recursion of P.
/// Armitage, C. K. McPherson, B. C. Rowe, "Repeated significance tests on accumulating data" (1969), doi:10.2307/2343787.
/// Independent increments of a nearly normal statistic are assumed. One look is the usual two-sided z test.
/// </summary>
public static class GroupSequential
{
    private const int Panels = 6;

    /// <summary>O'Brien and Fleming's constant C: stop at look k of K where |Z| exceeds C·sqrt(K/k).</summary>
    public static double ObrienFleming(int looks, double alpha = 0.05) =>
        Solve(looks, alpha, (c, _) => c * Math.Sqrt(looks));

    /// <summary>Pocock's constant C: stop at any look where |Z| exceeds C.</summary>
    public static double Pocock(int looks, double alpha = 0.05) => Solve(looks, alpha, (c, k) => c * Math.Sqrt(k));

    /// <summary>The boundary for |Z| at look k of K by O'Brien and Fleming.</summary>
    public static double ObrienFlemingBoundary(int look, int looks, double alpha = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(look, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(look, looks);
        return ObrienFleming(looks, alpha) * Math.Sqrt((double)looks / look);
    }

    private static double Solve(int looks, double alpha, Func<double, int, double> boundary)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(looks, 1);
        Require.OpenProbability(alpha, nameof(alpha));
        return RootFinding.Between(c => Crossing(looks, k => boundary(c, k)) - alpha, 1e-2, 12, 1e-12);
    }

    /// <summary>The chance that a sum of standard normals ever leaves its boundary.</summary>
    private static double Crossing(int looks, Func<int, double> boundary)
    {
        double crossed = 2 * UnitNormal.Upper(boundary(1));
        (double[] points, double[] weights) = GaussLegendre.Nodes(-boundary(1), boundary(1), Panels);
        double[] density = [.. points.Select(UnitNormal.Density)];
        for (int look = 2; look <= looks; look++)
        {
            double limit = boundary(look);
            (double[] next, double[] nextWeights) = GaussLegendre.Nodes(-limit, limit, Panels);
            double[] moved = new double[next.Length];
            for (int i = 0; i < points.Length; i++)
            {
                double mass = weights[i] * density[i];
                crossed += mass * (UnitNormal.Upper(limit - points[i]) + UnitNormal.Upper(limit + points[i]));
                for (int j = 0; j < next.Length; j++)
                {
                    moved[j] += mass * UnitNormal.Density(next[j] - points[i]);
                }
            }
            (points, weights, density) = (next, nextWeights, moved);
        }
        return crossed;
    }
}
