using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Tests;

namespace EvalHarness.Statistics.Power;

/// <summary>
/// Sample size, power and minimal detectable effect for two independent proportions; n counts each group and is a real number,
/// to be rounded up. A size for equal shares is refused, as none would do. Held against R 4.2.2 power.prop.test and pwr.2p.test.
/// </summary>
public static class ProportionPower
{
    /// <summary>
    /// Power of the pooled two-sided z test: J. L. Fleiss, "Statistical methods for rates and proportions" (1981), section
    /// 3.2, without continuity correction.
    /// </summary>
    /// <param name="n">Trials per group.</param>
    /// <param name="p1">True share of the first group.</param>
    /// <param name="p2">True share of the second group.</param>
    /// <param name="alpha">Two-sided error rate.</param>
    /// <param name="bothTails">Whether significance in the wrong direction counts too (R's strict).</param>
    public static double OfZTest(double n, double p1, double p2, double alpha = 0.05, bool bothTails = false)
    {
        (double gap, double pooled, double separate) = Spread(p1, p2);
        Require.Positive(n, nameof(n));
        Require.OpenProbability(alpha, nameof(alpha));
        double critical = UnitNormal.Critical(1 - alpha) * pooled;
        double signal = Math.Sqrt(n) * gap;
        double upper = UnitNormal.Lower((signal - critical) / separate);
        return upper + (bothTails ? UnitNormal.Upper((signal + critical) / separate) : 0);
    }

    /// <summary>The trials per group at which the z test reaches that power.</summary>
    public static double SizeOfZTest(double p1, double p2, double power = 0.8, double alpha = 0.05)
    {
        (double gap, double pooled, double separate) = Spread(p1, p2);
        MeanPower.CheckAim(gap, power, alpha);
        double root = (UnitNormal.Critical(1 - alpha) * pooled + UnitNormal.Quantile(power) * separate) / gap;
        return root * root;
    }

    /// <summary>
    /// The smallest share above p1 that n trials per group tell from it with that power; null where even 1 is too near.
    /// </summary>
    public static double? DetectableShare(double p1, double n, double power = 0.8, double alpha = 0.05)
    {
        Require.Probability(p1, nameof(p1));
        MeanPower.CheckAim(1, power, alpha);
        double Excess(double p2) => OfZTest(n, p1, p2, alpha) - power;
        double low = p1 + 1e-9 * (1 - p1);
        double high = 1 - 1e-12;
        return p1 < high && Excess(low) < 0 && Excess(high) > 0 ? RootFinding.Between(Excess, low, high) : null;
    }

    /// <summary>
    /// Power of the two-sided test of arcsine-transformed shares, both tails: J. Cohen, "Statistical power analysis for the
    /// behavioral sciences" (1988), chapter 6.
    /// </summary>
    public static double OfArcsine(double n, double p1, double p2, double alpha = 0.05)
    {
        Require.Positive(n, nameof(n));
        Require.OpenProbability(alpha, nameof(alpha));
        double signal = Math.Abs(EffectSizes.CohenH(p1, p2)) * Math.Sqrt(n / 2);
        double critical = UnitNormal.Critical(1 - alpha);
        return UnitNormal.Lower(signal - critical) + UnitNormal.Upper(signal + critical);
    }

    /// <summary>The trials per group at which the arcsine test reaches that power.</summary>
    public static double SizeOfArcsine(double p1, double p2, double power = 0.8, double alpha = 0.05)
    {
        double h = EffectSizes.CohenH(p1, p2);
        MeanPower.CheckAim(h, power, alpha);
        double Excess(double n) => OfArcsine(n, p1, p2, alpha) - power;
        double root = (UnitNormal.Critical(1 - alpha) + Math.Max(0, UnitNormal.Quantile(power))) / h;
        double high = 2 * root * root + 1e-9;
        return RootFinding.Between(Excess, 1e-12 * high, high);
    }

    private static (double Gap, double Pooled, double Separate) Spread(double p1, double p2)
    {
        Require.Probability(p1, nameof(p1));
        Require.Probability(p2, nameof(p2));
        double mean = 0.5 * (p1 + p2);
        return (Math.Abs(p1 - p2), Math.Sqrt(2 * mean * (1 - mean)), Math.Sqrt(p1 * (1 - p1) + p2 * (1 - p2)));
    }
}
