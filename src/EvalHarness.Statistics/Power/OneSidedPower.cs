using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Resampling;
using EvalHarness.Statistics.Tests;

namespace EvalHarness.Statistics.Power;

/// <summary>
/// How many values the one-sided tests of gates need against a bound, if the value stays as it is, and what they would find.
/// Every size depends on the value, its spread and the bound alone, not on how many values showed them: so what is missing
/// falls as values come in. Sizes are real numbers where the test is continuous; round them up.
/// </summary>
internal static class OneSidedPower
{
    /// <summary>Beyond so many trials the binomial distribution's teeth are smaller than anybody's plan.</summary>
    private const double MostExact = 5_000;

    /// <summary>
    /// Trials from which on the exact binomial test always shows with that power that a share lies above the bound; null where
    /// it does not. Enumerated; beyond 5,000 the normal approximation with continuity correction.
    /// </summary>
    public static double? SizeOfBinomial(double share, double bound, double power, double alpha)
    {
        if (!(share > bound) || bound < 0)
        {
            return null;
        }
        if (bound == 0)
        {
            return 1;
        }
        double gap = share - bound;
        double root =
            (
                UnitNormal.Quantile(1 - alpha) * Math.Sqrt(bound * (1 - bound))
                + UnitNormal.Quantile(power) * Math.Sqrt(share * (1 - share))
            ) / gap;
        double size = root * root + 1 / gap;
        if (size > MostExact)
        {
            return size;
        }
        int n = (int)(1.5 * size + 50);
        while (n > 0 && OfBinomial(n, share, bound, alpha) >= power)
        {
            n--;
        }
        return n + 1;
    }

    /// <summary>The chance that the exact binomial test of n trials shows that a share lies above the bound.</summary>
    public static double OfBinomial(int n, double share, double bound, double alpha)
    {
        (int low, int high) = (0, n + 1);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = Tails.BinomialUpper(middle, n, bound) <= alpha ? (low, middle) : (middle + 1, high);
        }
        return Tails.BinomialUpper(low, n, share);
    }

    /// <summary>
    /// How many times as many values as there are the score test needs to show a share above the bound; null where it never
    /// does. The degrees of freedom grow with the values.
    /// </summary>
    /// <param name="trials">The share as it is.</param>
    /// <param name="units">Independent units; where all are right, their exact chance must be small as well.</param>
    /// <param name="bound">The bound, in [0, 1).</param>
    /// <param name="power">Power wanted.</param>
    /// <param name="alpha">One-sided error rate.</param>
    public static double? FactorOfShare(EffectiveTrials trials, int units, double bound, double power, double alpha)
    {
        if (!(trials.Share > bound) || bound < 0)
        {
            return null;
        }
        if (bound == 0)
        {
            return 0;
        }
        double least = trials.Share == 1 ? Math.Log(alpha) / Math.Log(bound) / units : 0;
        return Math.Max(least, Grow(factor => OfShare(trials, factor, trials.Share, bound, alpha), power));
    }

    /// <summary>The chance that the score test shows a share above the bound.</summary>
    /// <param name="trials">The share as it is.</param>
    /// <param name="factor">How many times as many values there are.</param>
    /// <param name="share">The true share.</param>
    /// <param name="bound">The bound, within (0, 1).</param>
    /// <param name="alpha">One-sided error rate.</param>
    public static double OfShare(EffectiveTrials trials, double factor, double share, double bound, double alpha)
    {
        double n = trials.N * factor;
        double critical = Tails.StudentCritical(1 - 2 * alpha, Grown(trials.DegreesOfFreedom, factor));
        double excess = (share - bound) * Math.Sqrt(n) - critical * Math.Sqrt(bound * (1 - bound));
        double spread = Math.Sqrt(share * (1 - share));
        return spread == 0 ? (excess >= 0 ? 1 : 0) : UnitNormal.Lower(excess / spread);
    }

    /// <summary>How many times as many values as there are the t test needs to show a mean on its side of the bound.</summary>
    /// <param name="mean">The mean as it is.</param>
    /// <param name="bound">The bound, not the mean.</param>
    /// <param name="power">Power wanted.</param>
    /// <param name="alpha">One-sided error rate.</param>
    public static double FactorOfMean(MeanTails mean, double bound, double power, double alpha) =>
        Grow(factor => OfMean(mean, factor, mean.Mean - bound, alpha), power);

    /// <summary>The chance that the t test shows a mean that far from the bound.</summary>
    /// <param name="mean">The mean as it is.</param>
    /// <param name="factor">How many times as many values there are.</param>
    /// <param name="gap">The true mean less the bound.</param>
    /// <param name="alpha">One-sided error rate.</param>
    public static double OfMean(MeanTails mean, double factor, double gap, double alpha)
    {
        double level = 1 - 2 * alpha;
        double df = Grown(mean.DegreesOfFreedom, factor);
        double critical = Tails.StudentCritical(level, df);
        if (mean.Skew is { } skew && skew.Skewness < 0 == gap > 0)
        {
            double now = Tails.StudentCritical(level, mean.DegreesOfFreedom);
            critical += (skew.Critical(level) - now) / Math.Sqrt(factor);
        }
        double shift = Math.Abs(gap) / mean.Error * Math.Sqrt(factor);
        return df > 1_000 || shift > 30
            ? UnitNormal.Lower(shift - critical)
            : NoncentralStudent.Upper(critical, df, shift);
    }

    /// <summary>
    /// Items that Tango's score test needs to show a paired difference above the bound, and from zero on the mid-p test as well;
    /// null where it never does.
    /// </summary>
    public static double? SizeOfPaired(PairedTable table, double bound, double power, double alpha)
    {
        double gap = table.Difference - bound;
        if (!(gap > 0) || PairedProportions.TangoScore(table, bound) is not { } z)
        {
            return null;
        }
        double n = table.N;
        double discordant = table.Discordant / n;
        double spread = Math.Sqrt(Math.Max(0, discordant - table.Difference * table.Difference));
        double nullSpread = gap * Math.Sqrt(n) / z;
        double root = (UnitNormal.Quantile(1 - alpha) * nullSpread + UnitNormal.Quantile(power) * spread) / gap;
        double size = Math.Ceiling(root * root);
        const double mostEnumerated = 300;
        while (
            bound >= 0
            && size < mostEnumerated
            && McNemarPower.OfMidP((int)size, table.N10 / n, table.N01 / n, 2 * alpha) < power
        )
        {
            size++;
        }
        return size;
    }

    /// <summary>Degrees of freedom of as many times the units.</summary>
    private static double Grown(double degreesOfFreedom, double factor) =>
        Math.Max(1, (degreesOfFreedom + 1) * factor - 1);

    /// <summary>The smallest factor at which the power is enough, to a part in a billion; infinite where it is not at 1e13.</summary>
    private static double Grow(Func<double, double> power, double wanted)
    {
        const double least = 1e-6;
        (double low, double high) = (least, 1);
        while (Excess(high) < 0)
        {
            (low, high) = (high, 2 * high);
            if (high > 1e13)
            {
                return double.PositiveInfinity;
            }
        }
        return Excess(low) >= 0 ? low : RootFinding.Between(Excess, low, high, 1e-9);

        double Excess(double factor) => power(factor) - wanted;
    }
}
