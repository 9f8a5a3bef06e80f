using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// Intervals for the difference of two proportions on the same items, share of A minus share of B. Independent items are
/// assumed. Review: M. W. Fagerland, S. Lydersen, P. Laake, "Recommended tests and confidence intervals for paired
/// binomial proportions" (2014), doi:10.1002/sim.6148. Held against the authors' R package contingencytables 3.0.0.
/// </summary>
public static class PairedProportions
{
    /// <summary>The standard error sqrt(b + c - (b-c)²/n)/n; 0 without discordant items, and where all are discordant one way.</summary>
    public static double WaldStandardError(PairedTable table)
    {
        table.Check();
        double gap = table.N10 - table.N01;
        return Math.Sqrt(Math.Max(0, table.Discordant - gap * gap / table.N)) / table.N;
    }

    /// <summary>
    /// The standard error as reports print it: Wald's, and where that is 0 the one of <see cref="BonettPrice"/>, as neither
    /// disagreement all one way nor none at all is certainty.
    /// </summary>
    internal static double StandardError(PairedTable table) =>
        WaldStandardError(table) is > 0 and { } error ? error : AdjustedError(table).Error;

    /// <summary>Difference ± z·se, clipped to [-1, 1].</summary>
    public static Interval Wald(PairedTable table, double level = 0.95)
    {
        double half = Critical(table, level) * WaldStandardError(table);
        return new Interval(table.Difference - half, table.Difference + half).ClipTo(-1, 1);
    }

    /// <summary>
    /// The Wald interval with half an item added to each discordant cell: D. G. Bonett, R. M. Price, "Adjusted Wald
    /// confidence interval for a difference of binomial proportions based on paired data" (2012),
    /// doi:10.3102/1076998611411915. Clipped to [-1, 1].
    /// </summary>
    public static Interval BonettPrice(PairedTable table, double level = 0.95)
    {
        (double gap, double error) = AdjustedError(table);
        double half = Critical(table, level) * error;
        return new Interval(gap - half, gap + half).ClipTo(-1, 1);
    }

    private static (double Gap, double Error) AdjustedError(PairedTable table)
    {
        double p10 = (table.N10 + 1.0) / (table.N + 2);
        double p01 = (table.N01 + 1.0) / (table.N + 2);
        double gap = p10 - p01;
        return (gap, Math.Sqrt((p10 + p01 - gap * gap) / (table.N + 2)));
    }

    /// <summary>
    /// Square-and-add of both Wilson intervals with the correlation of the two: method 10 of R. G. Newcombe, "Improved
    /// confidence intervals for the difference between binomial proportions based on paired data" (1998),
    /// doi:10.1002/(SICI)1097-0258(19981130)17:22&lt;2635::AID-SIM954&gt;3.0.CO;2-C. The default for 0/1 metrics.
    /// </summary>
    public static Interval Newcombe(PairedTable table, double level = 0.95)
    {
        double product = Determinant(table);
        double reduced = product < 0 ? product : Math.Max(0, product - 0.5 * table.N);
        return SquareAndAdd(table, reduced, level);
    }

    /// <summary>Newcombe's method 8: as method 10, with the plain correlation.</summary>
    public static Interval NewcombePlain(PairedTable table, double level = 0.95) =>
        SquareAndAdd(table, Determinant(table), level);

    /// <summary>
    /// The score interval: T. Tango, "Equivalence test and confidence interval for the difference in proportions for the
    /// paired-sample design" (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8&lt;891::AID-SIM780&gt;3.0.CO;2-B. All
    /// differences that <see cref="TangoScore"/> does not reject; holds without any discordant item.
    /// </summary>
    public static Interval Tango(PairedTable table, double level = 0.95)
    {
        double z = Critical(table, level);
        return new Interval(Root(table, z), Root(table, -z));
    }

    /// <summary>
    /// Tango's score statistic of the hypothesis that the difference is <paramref name="difference"/>; standard normal
    /// under it. Null where its variance is 0.
    /// </summary>
    public static double? TangoScore(PairedTable table, double difference)
    {
        table.Check();
        Require.Finite(difference, nameof(difference));
        (double gap, double variance) = Score(table, difference);
        return variance > 0 ? gap / Math.Sqrt(variance) : null;
    }

    private static (double Gap, double Variance) Score(PairedTable table, double difference)
    {
        double n = table.N;
        double a = 2 * n;
        double b = -table.Discordant + (2 * n - table.N10 + table.N01) * difference;
        double c = -table.N01 * difference * (1 - difference);
        double root = Math.Sqrt(Math.Max(0, b * b - 4 * a * c));
        double q = b > 0 ? -2 * c / (root + b) : (root - b) / (2 * a);
        double variance = n * (2 * q + difference * (1 - difference));
        return (table.N10 - table.N01 - n * difference, Math.Max(0, variance));
    }

    /// <summary>The difference at which the score falls to z: the score decreases in the difference, so bisection finds it.</summary>
    private static double Root(PairedTable table, double z)
    {
        double low = -1;
        double high = 1;
        for (int i = 0; i < 200 && high - low > 1e-16; i++)
        {
            double middle = 0.5 * (low + high);
            (double gap, double variance) = Score(table, middle);
            double excess = gap - z * Math.Sqrt(variance);
            // Where nothing varies under the hypothesis, it is not rejected: below the upper limit, above the lower one.
            bool above = z < 0 ? excess >= 0 : excess > 0;
            (low, high) = above ? (middle, high) : (low, middle);
            if (middle == 0.5 * (low + high))
            {
                break;
            }
        }
        // The end itself is a limit where no difference inside is rejected.
        return high == 1 ? 1
            : low == -1 ? -1
            : 0.5 * (low + high);
    }

    private static double Determinant(PairedTable table) =>
        (double)table.N11 * table.N00 - (double)table.N10 * table.N01;

    private static Interval SquareAndAdd(PairedTable table, double determinant, double level)
    {
        Critical(table, level);
        long n = table.N;
        long rightA = table.N11 + table.N10;
        long rightB = table.N11 + table.N01;
        double margins = (double)rightA * (n - rightA) * ((double)rightB * (n - rightB));
        double phi = margins == 0 ? 0 : determinant / Math.Sqrt(margins);
        double shareA = (double)rightA / n;
        double shareB = (double)rightB / n;
        var a = BinomialIntervals.Wilson(rightA, n, level);
        var b = BinomialIntervals.Wilson(rightB, n, level);
        double difference = table.Difference;
        return new Interval(
            difference - Combine(shareA - a.Low, b.High - shareB, phi),
            difference + Combine(shareB - b.Low, a.High - shareA, phi)
        );
    }

    private static double Combine(double x, double y, double phi) =>
        Math.Sqrt(Math.Max(0, x * x - 2 * phi * x * y + y * y));

    private static double Critical(PairedTable table, double level)
    {
        table.Check();
        Require.Level(level);
        return UnitNormal.Critical(level);
    }
}
