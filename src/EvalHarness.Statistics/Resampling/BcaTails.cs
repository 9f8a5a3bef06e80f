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
        return distribution.Replicates.IsEmpty || distribution.BiasCorrection is not { } z0
            ? null
            : Conclude(UnitNormal.Quantile(Share(distribution, bound)), z0, distribution.Acceleration);
    }

    /// <summary>
    /// The same with a tail that goes on as a normal one where no replicate lies beyond the bound, so that a large family of
    /// comparisons can resolve a clear difference: in place of the share, (bound - mean)/sd of the replicates, where that is
    /// further out. Null where <see cref="Of"/> is.
    /// </summary>
    /// <param name="distribution">The bootstrap distribution.</param>
    /// <param name="bound">The value that is tested.</param>
    /// <returns>Both p, and whether they rest on the normal tail.</returns>
    public static (double Less, double Greater, bool IsNormalTail)? Extended(
        BootstrapDistribution distribution,
        double bound
    )
    {
        if (Of(distribution, bound) is not { } plain)
        {
            return null;
        }
        double reach = UnitNormal.Quantile(Share(distribution, bound));
        double normal = (bound - distribution.Mean!.Value) / (distribution.StandardError ?? 0);
        bool isBeyond = distribution.ShareBelow(bound) is 0 or 1;
        if (!isBeyond || !double.IsFinite(normal) || Math.Abs(normal) <= Math.Abs(reach))
        {
            return (plain.Less, plain.Greater, false);
        }
        double z0 = distribution.BiasCorrection!.Value;
        // Far out an acceleration that lengthens the tail knows no bound, nor has it a replicate to show for it.
        double acceleration = distribution.Acceleration * (normal - z0) > 0 ? distribution.Acceleration : 0;
        (double less, double greater) = Conclude(normal, z0, acceleration);
        return (less, greater, true);
    }

    private static double Share(BootstrapDistribution distribution, double bound)
    {
        double count = distribution.Replicates.Length;
        return Math.Clamp(distribution.ShareBelow(bound), 1 / (count + 1), count / (count + 1));
    }

    private static (double Less, double Greater) Conclude(double reach, double z0, double acceleration)
    {
        double moved = reach - z0;
        double z = moved / (1 + acceleration * moved) - z0;
        return (UnitNormal.Lower(-z), UnitNormal.Lower(z));
    }
}
