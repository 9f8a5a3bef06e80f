using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>Effect sizes that no test of this room already carries.</summary>
public static class EffectSizes
{
    /// <summary>
    /// Cohen's h, 2·asin(√p1) - 2·asin(√p2): J. Cohen, "Statistical power analysis for the behavioral sciences" (1988),
    /// eq. 6.2.1. From -π (0 against 1) to π; 0 for equal shares. Held against R pwr ES.h.
    /// </summary>
    public static double CohenH(double p1, double p2)
    {
        Require.Probability(p1, nameof(p1));
        Require.Probability(p2, nameof(p2));
        return 2 * Math.Asin(Math.Sqrt(p1)) - 2 * Math.Asin(Math.Sqrt(p2));
    }

    /// <summary>
    /// Hedges' g by the usual approximation (1 - 3/(4(n+m-2) - 1))·d: L. V. Hedges, "Distribution theory for Glass's estimator
    /// of effect size" (1981), doi:10.2307/1164588. Null where d is undefined and with fewer than three values. The exact factor
    /// is in <see cref="TTestResult.HedgesG"/>. Held against R effsize 0.8.1.
    /// </summary>
    public static double? HedgesGApproximate(double? cohenD, int n, int m)
    {
        Require.Finite(cohenD ?? 0, nameof(cohenD));
        return n + m < 3 ? null : cohenD * (1 - 3.0 / (4.0 * (n + m - 2) - 1));
    }
}
