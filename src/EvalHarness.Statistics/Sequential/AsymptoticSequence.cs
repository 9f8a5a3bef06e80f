using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Sequential;

/// <summary>
/// An asymptotic confidence sequence for any mean with a variance: I. Waudby-Smith, D. Arbour, R. Sinha, E. H. Kennedy,
/// A. Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences" (2024), doi:10.1214/24-AOS2408. From
/// about 100 values on; not for rare events, where it misses far more often than α.
/// </summary>
public static class AsymptoticSequence
{
    /// <summary>
    /// The tuning ρ² = (-W₋₁(-α²/e) - 1)/n* that makes the sequence tightest near n* values, where W₋₁ is Lambert's function.
    /// </summary>
    public static double Tuning(double tightestAt, double level = 0.95)
    {
        Require.Positive(tightestAt, nameof(tightestAt));
        Require.Level(level);
        // w = -W solves w - ln w = 1 - 2 ln α.
        double right = 1 - 2 * Math.Log(1 - level);
        double w = right + Math.Log(right);
        for (int i = 0; i < 50; i++)
        {
            w -= (w - Math.Log(w) - right) / (1 - 1 / w);
        }
        return (w - 1) / tightestAt;
    }

    /// <summary>Half the width after n values of that standard deviation.</summary>
    public static double HalfWidth(long n, double deviation, double tuning, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        Require.NotNegative(deviation, nameof(deviation));
        Require.Positive(tuning, nameof(tuning));
        Require.Level(level);
        double scale = n * tuning + 1;
        double log = Math.Log(Math.Sqrt(scale) / (1 - level));
        return deviation * Math.Sqrt(2 * scale / ((double)n * n * tuning) * log);
    }
}
