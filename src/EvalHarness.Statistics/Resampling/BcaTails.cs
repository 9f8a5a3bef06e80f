using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Resampling;

/// <summary>
/// The one-sided p that belong to BCa intervals: the error rate at which an end of the interval reaches the bound. Efron
/// (1987), doi:10.1080/01621459.1987.10478410, solved for the level.
/// </summary>
public static class BcaTails
{
    /// <summary>
    /// p of the alternatives that the statistic is smaller and that it is larger than the bound. The share of replicates below
    /// the bound, ties counting one half, is kept within [1/(B+1), B/(B+1)]: no smaller p can be read off B replicates. Null
    /// where the bias correction is, and without replicates.
    /// </summary>
    /// <param name="distribution">The bootstrap distribution.</param>
    /// <param name="bound">The value that is tested.</param>
    public static (double Less, double Greater)? Of(BootstrapDistribution distribution, double bound)
    {
        Require.Finite(bound, nameof(bound));
        double count = distribution.Replicates.Length;
        if (count == 0 || distribution.BiasCorrection is not { } z0)
        {
            return null;
        }
        double share = Math.Clamp(distribution.ShareBelow(bound), 1 / (count + 1), count / (count + 1));
        double moved = Tails.NormalQuantile(share) - z0;
        double z = moved / (1 + distribution.Acceleration * moved) - z0;
        return (Tails.NormalLower(-z), Tails.NormalLower(z));
    }
}
