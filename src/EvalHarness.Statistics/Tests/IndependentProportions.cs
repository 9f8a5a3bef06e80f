using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// Tests and intervals for the difference of two proportions from independent groups: x1 of n1 minus x2 of n2. Both
/// groups need one trial at least. Held against statsmodels 0.13.5, SciPy 1.10.1 and R 4.2.2.
/// </summary>
/// <param name="X1">Successes in the first group.</param>
/// <param name="N1">Trials in the first group.</param>
/// <param name="X2">Successes in the second group.</param>
/// <param name="N2">Trials in the second group.</param>
public readonly record struct IndependentProportions(long X1, long N1, long X2, long N2)
{
    /// <summary>Share of the first group minus share of the second.</summary>
    public double Difference => (double)X1 / N1 - (double)X2 / N2;

    /// <summary>The z test with pooled variance; null where all trials ended the same way.</summary>
    public (double Statistic, double P)? PooledZ()
    {
        Check();
        double pooled = (double)(X1 + X2) / (N1 + N2);
        return Z(pooled * (1 - pooled) * (1.0 / N1 + 1.0 / N2));
    }

    /// <summary>The z test with separate variances; null where both variances are 0.</summary>
    public (double Statistic, double P)? UnpooledZ()
    {
        Check();
        return Z(UnpooledVariance);
    }

    /// <summary>
    /// The chi-squared test with Yates' correction min(½, |O-E|); null where all trials ended the same way. F. Yates,
    /// "Contingency tables involving small numbers and the χ² test" (1934), doi:10.2307/2983604.
    /// </summary>
    public (double Statistic, double P)? YatesChiSquared()
    {
        Check();
        double n = N1 + N2;
        double successes = X1 + X2;
        if (successes == 0 || successes == n)
        {
            return null;
        }
        double expected = N1 * successes / n;
        double gap = Math.Abs(X1 - expected);
        gap -= Math.Min(0.5, gap);
        double statistic = gap * gap * (n / N1) * (n / N2) * (n / successes) / (n - successes);
        return (statistic, Tails.ChiSquaredUpper(statistic, 1));
    }

    /// <summary>Difference ± z·se with separate variances, clipped to [-1, 1].</summary>
    public Interval Wald(double level = 0.95)
    {
        double half = Critical(level) * Math.Sqrt(UnpooledVariance);
        return new Interval(Difference - half, Difference + half).ClipTo(-1, 1);
    }

    /// <summary>
    /// Square-and-add of both Wilson intervals: method 10 of R. G. Newcombe, "Interval estimation for the difference
    /// between independent proportions" (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8&lt;873::AID-SIM779&gt;3.0.CO;2-I.
    /// </summary>
    public Interval Newcombe(double level = 0.95)
    {
        Critical(level);
        var first = BinomialIntervals.Wilson(X1, N1, level);
        var second = BinomialIntervals.Wilson(X2, N2, level);
        double p1 = (double)X1 / N1;
        double p2 = (double)X2 / N2;
        return new Interval(
            Difference - Math.Sqrt(Square(p1 - first.Low) + Square(second.High - p2)),
            Difference + Math.Sqrt(Square(p2 - second.Low) + Square(first.High - p1))
        );
    }

    /// <summary>
    /// The Wald interval with one success and one failure added to each group: A. Agresti, B. Caffo, "Simple and effective
    /// confidence intervals for proportions and differences of proportions" (2000), doi:10.1080/00031305.2000.10474560.
    /// </summary>
    public Interval AgrestiCaffo(double level = 0.95)
    {
        double z = Critical(level);
        double p1 = (X1 + 1.0) / (N1 + 2);
        double p2 = (X2 + 1.0) / (N2 + 2);
        double half = z * Math.Sqrt(p1 * (1 - p1) / (N1 + 2) + p2 * (1 - p2) / (N2 + 2));
        return new Interval(p1 - p2 - half, p1 - p2 + half).ClipTo(-1, 1);
    }

    /// <summary>
    /// Fisher's exact test: the two-sided p adds all tables at most as probable as the observed one (within 1e-7), the
    /// one-sided p all with as many successes in the first group. R. A. Fisher, "On the interpretation of χ² from
    /// contingency tables" (1922), doi:10.2307/2340521.
    /// </summary>
    public (double P, double PGreater) FisherExact()
    {
        Check();
        long successes = X1 + X2;
        long from = Math.Max(0, successes - N2);
        long to = Math.Min(successes, N1);
        double observed = LogProbability(X1);
        double log = LogProbability(from);
        double both = 0;
        double greater = 0;
        for (long k = from; k <= to; k++)
        {
            double probability = Math.Exp(log);
            both += log <= observed + 1e-7 ? probability : 0;
            greater += k >= X1 ? probability : 0;
            log += Math.Log((double)(N1 - k) * (successes - k)) - Math.Log((k + 1.0) * (N2 - successes + k + 1.0));
        }
        return (Math.Min(1, both), Math.Min(1, greater));
    }

    /// <summary>The sample odds ratio; infinite where only its denominator is 0, null where both parts are.</summary>
    public double? OddsRatio()
    {
        Check();
        double numerator = (double)X1 * (N2 - X2);
        double denominator = (double)(N1 - X1) * X2;
        return numerator == 0 && denominator == 0 ? null : numerator / denominator;
    }

    internal void Check()
    {
        Require.Counts(X1, N1);
        Require.Counts(X2, N2);
    }

    private double UnpooledVariance
    {
        get
        {
            double p1 = (double)X1 / N1;
            double p2 = (double)X2 / N2;
            return p1 * (1 - p1) / N1 + p2 * (1 - p2) / N2;
        }
    }

    private double LogProbability(long k) =>
        LogChoose(N1, k) + LogChoose(N2, X1 + X2 - k) - LogChoose(N1 + N2, X1 + X2);

    private static double LogChoose(long n, long k) =>
        k == 0 || k == n ? 0 : -Math.Log(n + 1.0) - LogSpace.LogBeta(k + 1, n - k + 1);

    private static double Square(double value) => value * value;

    private (double Statistic, double P)? Z(double variance)
    {
        if (variance <= 0)
        {
            return null;
        }
        double z = Difference / Math.Sqrt(variance);
        return (z, UnitNormal.TwoSided(z));
    }

    private double Critical(double level)
    {
        Check();
        Require.Level(level);
        return UnitNormal.Critical(level);
    }
}
