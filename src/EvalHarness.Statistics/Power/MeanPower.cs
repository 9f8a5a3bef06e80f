using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Power;

/// <summary>
/// Sample size, power and minimal detectable effect for means. Every sample size is a real number; round it up. Held
/// against R 4.2.2 power.t.test (strict), pwr and statsmodels 0.13.5.
/// </summary>
public static class MeanPower
{
    /// <summary>
    /// Power of the two-sided t test, noncentral t with both tails: J. Cohen, "Statistical power analysis for the behavioral
    /// sciences" (1988).
    /// </summary>
    /// <param name="n">Pairs, or values per group; at least 2.</param>
    /// <param name="delta">True mean difference.</param>
    /// <param name="deviation">Standard deviation, see <see cref="TTestDesign"/>.</param>
    /// <param name="design">The design.</param>
    /// <param name="alpha">Two-sided error rate.</param>
    /// <param name="bothTails">Whether significance in the wrong direction counts too; R's default leaves it out.</param>
    public static double OfTTest(
        double n,
        double delta,
        double deviation,
        TTestDesign design,
        double alpha = 0.05,
        bool bothTails = true
    )
    {
        Require.Finite(delta, nameof(delta));
        Require.Positive(deviation, nameof(deviation));
        Require.OpenProbability(alpha, nameof(alpha));
        Require.Positive(n - 1, nameof(n));
        double groups = design == TTestDesign.Paired ? 1 : 2;
        double df = (n - 1) * groups;
        double shift = Math.Sqrt(n / groups) * Math.Abs(delta) / deviation;
        double critical = Tails.StudentCritical(1 - alpha, df);
        return NoncentralStudent.Upper(critical, df, shift)
            + (bothTails ? NoncentralStudent.Lower(-critical, df, shift) : 0);
    }

    /// <summary>The n at which the t test reaches that power; at least 2.</summary>
    public static double SizeOfTTest(
        double delta,
        double deviation,
        TTestDesign design,
        double power = 0.8,
        double alpha = 0.05,
        bool bothTails = true
    )
    {
        CheckAim(delta, power, alpha);
        double Excess(double n) => OfTTest(n, delta, deviation, design, alpha, bothTails) - power;
        if (Excess(2) >= 0)
        {
            return 2;
        }
        double high = 4;
        while (Excess(high) < 0)
        {
            high *= 2;
        }
        return RootFinding.Between(Excess, Math.Max(2, high / 2), high, 1e-12);
    }

    /// <summary>
    /// Power of the paired z test of two models over n items, dominant tail only: E. Miller, "Adding error bars to evals"
    /// (2024), doi:10.48550/arXiv.2411.00640, section 5.
    /// </summary>
    /// <param name="n">Number of items.</param>
    /// <param name="delta">True difference.</param>
    /// <param name="variance">Variance of one item's difference, see <see cref="ItemVariance"/>.</param>
    /// <param name="alpha">Two-sided error rate.</param>
    public static double OfMean(double n, double delta, double variance, double alpha = 0.05)
    {
        Require.Positive(n, nameof(n));
        Require.Finite(delta, nameof(delta));
        Require.NotNegative(variance, nameof(variance));
        Require.OpenProbability(alpha, nameof(alpha));
        double error = Math.Sqrt(variance / n);
        return error == 0
            ? (delta == 0 ? alpha / 2 : 1)
            : UnitNormal.Lower(Math.Abs(delta) / error - UnitNormal.Critical(1 - alpha));
    }

    /// <summary>The number of items at which a true difference delta is found with that power (Miller 2024, eq. 9).</summary>
    public static double SizeOfMean(double delta, double variance, double power = 0.8, double alpha = 0.05)
    {
        CheckAim(delta, power, alpha);
        Require.NotNegative(variance, nameof(variance));
        double sum = UnitNormal.Critical(1 - alpha) + UnitNormal.Quantile(power);
        return sum * sum * variance / (delta * delta);
    }

    /// <summary>The smallest true difference that n items find with that power (Miller 2024, eq. 10).</summary>
    public static double DetectableMean(double n, double variance, double power = 0.8, double alpha = 0.05)
    {
        Require.Positive(n, nameof(n));
        Require.NotNegative(variance, nameof(variance));
        Require.OpenProbability(power, nameof(power));
        Require.OpenProbability(alpha, nameof(alpha));
        return (UnitNormal.Critical(1 - alpha) + UnitNormal.Quantile(power)) * Math.Sqrt(variance / n);
    }

    /// <summary>
    /// Variance of the difference of two models on one item: that between items plus what the answers' own noise adds.
    /// </summary>
    /// <param name="between">Variance of the expected difference between items, ω².</param>
    /// <param name="withinA">Mean variance of A's score within an item.</param>
    /// <param name="epochsA">Answers of A per item.</param>
    /// <param name="withinB">Mean variance of B's score within an item.</param>
    /// <param name="epochsB">Answers of B per item.</param>
    public static double ItemVariance(double between, double withinA, int epochsA, double withinB, int epochsB)
    {
        Require.NotNegative(between, nameof(between));
        Require.NotNegative(withinA, nameof(withinA));
        Require.NotNegative(withinB, nameof(withinB));
        ArgumentOutOfRangeException.ThrowIfLessThan(epochsA, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochsB, 1);
        return between + withinA / epochsA + withinB / epochsB;
    }

    internal static void CheckAim(double delta, double power, double alpha)
    {
        Require.OpenProbability(alpha, nameof(alpha));
        Require.OpenProbability(power, nameof(power));
        Require.Positive(Math.Abs(delta), nameof(delta));
        if (power <= alpha)
        {
            throw new ArgumentOutOfRangeException(nameof(power), $"power must exceed alpha = {alpha:R}, was {power:R}");
        }
    }
}
