using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>Effect sizes that no test of this room already carries.</summary>
public static class EffectSizes
{
    /// <summary>
    /// Cohen's h, 2·asin(√p1) - 2·asin(√p2): J. Cohen, "Statistical power analysis for the behavioral sciences" (1988),
    /// eq. 6.2.1. Held against R pwr ES.h.
    /// </summary>
    public static double CohenH(double p1, double p2)
    {
        Require.Probability(p1, nameof(p1));
        Require.Probability(p2, nameof(p2));
        return 2 * Math.Asin(Math.Sqrt(p1)) - 2 * Math.Asin(Math.Sqrt(p2));
    }

    /// <summary>
    /// Hedges' g by the usual approximation (1 - 3/(4(n+m-2) - 1))·d; null where d is undefined.
    /// </summary>
    public static double? HedgesGApproximate(double? cohenD, int n, int m) =>
        n + m < 3 ? null : cohenD * (1 - 3.0 / (4.0 * (n + m - 2) - 1));
}
