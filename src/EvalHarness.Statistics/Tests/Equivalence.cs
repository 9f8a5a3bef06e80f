using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// Equivalence and non-inferiority with a margin: D. J. Schuirmann, "A comparison of the two one-sided tests procedure and
/// the power approach for assessing the equivalence of average bioavailability" (1987), doi:10.1007/BF01068419. Held against
/// statsmodels 0.13.5 ttost and R DescTools BinomDiffCI.
/// </summary>
public static class Equivalence
{
    /// <summary>Paired t tests of a - b against both limits.</summary>
    public static EquivalenceResult PairedT(
        ReadOnlySpan<double> a,
        ReadOnlySpan<double> b,
        double low,
        double high,
        double alpha = 0.05
    )
    {
        Check(low, high, alpha);
        return OfT(TTest.Paired(a, b, 1 - 2 * alpha), low, high);
    }

    /// <summary>Welch's t tests of two independent groups against both limits.</summary>
    public static EquivalenceResult Welch(
        ReadOnlySpan<double> a,
        ReadOnlySpan<double> b,
        double low,
        double high,
        double alpha = 0.05
    )
    {
        Check(low, high, alpha);
        return OfT(TTest.Welch(a, b, 1 - 2 * alpha), low, high);
    }

    /// <summary>Tango's score tests (1998) of paired proportions at minus and plus the margin.</summary>
    public static EquivalenceResult Tango(PairedTable table, double margin, double alpha = 0.05)
    {
        Check(-margin, margin, alpha);
        double? lower = PairedProportions.TangoScore(table, -margin);
        double? upper = PairedProportions.TangoScore(table, margin);
        return OfZ(table.Difference, lower, upper) with { Interval = PairedProportions.Tango(table, 1 - 2 * alpha) };
    }

    /// <summary>Wald tests of paired proportions; undefined where no item varies.</summary>
    public static EquivalenceResult PairedWald(PairedTable table, double margin)
    {
        Check(-margin, margin, 0.05);
        double error = PairedProportions.WaldStandardError(table);
        return OfError(table.Difference, error, margin);
    }

    /// <summary>
    /// Score tests of independent proportions: C. P. Farrington, G. Manning, "Test statistics and sample size formulae for
    /// comparative binomial trials with null hypothesis of non-zero risk difference" (1990), doi:10.1002/sim.4780091208.
    /// </summary>
    /// <param name="table">The counts.</param>
    /// <param name="margin">The margin, positive.</param>
    /// <param name="inflateVariance">
    /// Whether the variance is multiplied by N/(N-1), as in O. Miettinen, M. Nurminen, "Comparative analysis of two rates"
    /// (1985), doi:10.1002/sim.4780040211.
    /// </param>
    public static EquivalenceResult Score(IndependentProportions table, double margin, bool inflateVariance = false)
    {
        table.Check();
        Check(-margin, margin, 0.05);
        double n = table.N1 + table.N2;
        double inflation = inflateVariance ? n / (n - 1) : 1;
        return OfZ(
            table.Difference,
            ScoreStatistic(table, -margin, inflation),
            ScoreStatistic(table, margin, inflation)
        );
    }

    /// <summary>Wald tests of independent proportions; undefined where neither group varies.</summary>
    public static EquivalenceResult IndependentWald(IndependentProportions table, double margin)
    {
        table.Check();
        Check(-margin, margin, 0.05);
        double p1 = (double)table.X1 / table.N1;
        double p2 = (double)table.X2 / table.N2;
        double error = Math.Sqrt(p1 * (1 - p1) / table.N1 + p2 * (1 - p2) / table.N2);
        return OfError(table.Difference, error, margin);
    }

    private static EquivalenceResult OfT(TTestResult test, double low, double high)
    {
        if (test.StandardError is not > 0 || test.DegreesOfFreedom is not { } df)
        {
            return new EquivalenceResult(
                test.MeanDifference,
                null,
                null,
                null,
                null,
                test.DegreesOfFreedom,
                test.Interval
            );
        }
        double lower = (test.MeanDifference - low) / test.StandardError.Value;
        double upper = (test.MeanDifference - high) / test.StandardError.Value;
        double pLower = Tails.StudentUpper(lower, df);
        double pUpper = Tails.StudentUpper(-upper, df);
        return new EquivalenceResult(test.MeanDifference, lower, pLower, upper, pUpper, df, test.Interval);
    }

    private static EquivalenceResult OfError(double difference, double error, double margin) =>
        error > 0
            ? OfZ(difference, (difference + margin) / error, (difference - margin) / error)
            : OfZ(difference, null, null);

    private static EquivalenceResult OfZ(double difference, double? lower, double? upper) =>
        new(
            difference,
            lower,
            lower is { } l ? UnitNormal.Upper(l) : null,
            upper,
            upper is { } u ? UnitNormal.Lower(u) : null
        );

    private static double? ScoreStatistic(IndependentProportions table, double difference, double inflation)
    {
        double p1 = ConstrainedShare(table, difference);
        double p2 = Math.Clamp(p1 - difference, 0, 1);
        double variance = (p1 * (1 - p1) / table.N1 + p2 * (1 - p2) / table.N2) * inflation;
        return variance > 0 ? (table.Difference - difference) / Math.Sqrt(variance) : null;
    }

    /// <summary>The likeliest first share where the difference is given: a root of a cubic, in closed form.</summary>
    private static double ConstrainedShare(IndependentProportions table, double difference)
    {
        double p1 = (double)table.X1 / table.N1;
        double p2 = (double)table.X2 / table.N2;
        double theta = (double)table.N2 / table.N1;
        double a = 1 + theta;
        double b = -(1 + theta + p1 + theta * p2 + difference * (theta + 2));
        double c = difference * difference + difference * (2 * p1 + theta + 1) + p1 + theta * p2;
        double d = -p1 * difference * (1 + difference);
        double v = b * b * b / (27 * a * a * a) - b * c / (6 * a * a) + d / (2 * a);
        double u = Math.CopySign(Math.Sqrt(Math.Max(0, b * b / (9 * a * a) - c / (3 * a))), v);
        double ratio = u == 0 ? 0 : Math.Clamp(v / (u * u * u), -1, 1);
        double w = (Math.PI + Math.Acos(ratio)) / 3;
        return Math.Clamp(2 * u * Math.Cos(w) - b / (3 * a), Math.Max(0, difference), Math.Min(1, 1 + difference));
    }

    private static void Check(double low, double high, double alpha)
    {
        if (!(low < high && double.IsFinite(low) && double.IsFinite(high)))
        {
            throw new ArgumentException($"the lower limit must lie below the upper one, were {low:R} and {high:R}");
        }
        if (!(alpha > 0 && alpha < 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), $"alpha must lie in (0, 0.5), was {alpha:R}");
        }
    }
}
