using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Power;

/// <summary>
/// Sample size, power and minimal detectable effect for the accuracies of two models on the same items, given the shares of
/// items that only A (p10) and only B (p01) gets right. Every sample size is a real number of items; round it up. Held
/// against R and full enumeration.
/// </summary>
public static class McNemarPower
{
    /// <summary>
    /// Items for that power: R. J. Connor, "Sample size for testing differences in proportions for the paired-sample design"
    /// (1987), doi:10.2307/2531961.
    /// </summary>
    public static double SizeByConnor(double p10, double p01, double power = 0.8, double alpha = 0.05)
    {
        (double psi, double d, double za, double zb) = Aim(p10, p01, power, alpha);
        double root = (za * Math.Sqrt(psi) + zb * Math.Sqrt(psi - d * d)) / d;
        return root * root;
    }

    /// <summary>
    /// Items for that power: O. S. Miettinen, "The matched pairs design in the case of all-or-none responses" (1968),
    /// doi:10.2307/2528039. A little smaller than Connor's.
    /// </summary>
    public static double SizeByMiettinen(double p10, double p01, double power = 0.8, double alpha = 0.05)
    {
        (double psi, double d, double za, double zb) = Aim(p10, p01, power, alpha);
        double root = za * psi + zb * Math.Sqrt(psi * psi - d * d * (3 + psi) / 4);
        return root * root / (psi * d * d);
    }

    /// <summary>
    /// Items at which the interval of the difference has that half-width, z²(ψ - d²)/h², where a share ψ of the items is
    /// answered right by exactly one model.
    /// </summary>
    /// <param name="halfWidth">Half-width wanted, h.</param>
    /// <param name="discordant">Share of items that exactly one model gets right, ψ.</param>
    /// <param name="difference">Expected difference in accuracy, d.</param>
    /// <param name="level">Confidence level.</param>
    public static double SizeForHalfWidth(
        double halfWidth,
        double discordant,
        double difference = 0,
        double level = 0.95
    )
    {
        Require.Positive(halfWidth, nameof(halfWidth));
        Require.Probability(discordant, nameof(discordant));
        Require.Finite(difference, nameof(difference));
        Require.Level(level);
        double z = UnitNormal.Critical(level) / halfWidth;
        return z * z * Math.Max(0, discordant - difference * difference);
    }

    /// <summary>Power over n items by Connor's formula.</summary>
    public static double OfConnor(double n, double p10, double p01, double alpha = 0.05)
    {
        (double psi, double d) = Check(p10, p01);
        Require.Positive(n, nameof(n));
        Require.OpenProbability(alpha, nameof(alpha));
        double spread = Math.Sqrt(psi - d * d);
        double excess = d * Math.Sqrt(n) - UnitNormal.Critical(1 - alpha) * Math.Sqrt(psi);
        return spread == 0 ? (excess > 0 ? 1 : 0) : UnitNormal.Lower(excess / spread);
    }

    /// <summary>
    /// The smallest difference in accuracy that n items find with that power where a share <paramref name="discordant"/> of
    /// them is answered right by exactly one model; null where even the largest possible difference is too small.
    /// </summary>
    public static double? DetectableDifference(double n, double discordant, double power = 0.8, double alpha = 0.05)
    {
        Require.Probability(discordant, nameof(discordant));
        Require.OpenProbability(power, nameof(power));
        bool IsMissed(double d) => OfConnor(n, 0.5 * (discordant + d), 0.5 * (discordant - d), alpha) < power;
        return discordant == 0 || IsMissed(discordant) ? null : Bisection.Boundary(IsMissed, 0, discordant);
    }

    /// <summary>Power of the exact test over n items, by enumeration.</summary>
    public static double OfExact(int n, double p10, double p01, double alpha = 0.05) =>
        Enumerate(n, p10, p01, alpha, (k, m) => 2 * Tails.BinomialLower(k, m, 0.5));

    /// <summary>Power of the mid-p test over n items, by enumeration.</summary>
    public static double OfMidP(int n, double p10, double p01, double alpha = 0.05) =>
        Enumerate(
            n,
            p10,
            p01,
            alpha,
            (k, m) => 2 * Tails.BinomialLower(k, m, 0.5) - LogSpace.BinomialDensity(k, m, 0.5, 0.5)
        );

    /// <summary>Power of the asymptotic test without correction over n items, by enumeration.</summary>
    public static double OfAsymptotic(int n, double p10, double p01, double alpha = 0.05) =>
        Enumerate(n, p10, p01, alpha, (k, m) => Tails.ChiSquaredUpper((m - 2.0 * k) * (m - 2.0 * k) / m, 1));

    /// <summary>
    /// Sums over the number m of discordant items. Given m, the test rejects where the smaller count is at most a critical
    /// value, which grows with m.
    /// </summary>
    private static double Enumerate(int n, double p10, double p01, double alpha, Func<int, int, double> p)
    {
        (double psi, _) = Check(p10, p01);
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        Require.OpenProbability(alpha, nameof(alpha));
        double share = psi == 0 ? 0 : p10 / psi;
        int critical = -1;
        double power = 0;
        for (int m = 1; m <= n; m++)
        {
            while (critical >= 0 && p(critical, m) > alpha)
            {
                critical--;
            }
            while (2 * (critical + 1) < m && p(critical + 1, m) <= alpha)
            {
                critical++;
            }
            double weight = LogSpace.BinomialDensity(m, n, psi, 1 - psi);
            power +=
                critical < 0 || weight == 0
                    ? 0
                    : weight * (Tails.BinomialLower(critical, m, share) + Tails.BinomialUpper(m - critical, m, share));
        }
        return power;
    }

    private static (double Psi, double D, double Za, double Zb) Aim(double p10, double p01, double power, double alpha)
    {
        (double psi, double d) = Check(p10, p01);
        MeanPower.CheckAim(d, power, alpha);
        return (psi, d, UnitNormal.Critical(1 - alpha), UnitNormal.Quantile(power));
    }

    private static (double Psi, double D) Check(double p10, double p01)
    {
        Require.Probability(p10, nameof(p10));
        Require.Probability(p01, nameof(p01));
        Require.Probability(p10 + p01, "p10 + p01");
        return (p10 + p01, Math.Abs(p10 - p01));
    }
}
