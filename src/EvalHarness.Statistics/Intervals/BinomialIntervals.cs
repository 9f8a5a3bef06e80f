using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// Confidence intervals for one proportion from x successes in n independent trials. Methods and names after
/// L. D. Brown, T. T. Cai, A. DasGupta, "Interval estimation for a binomial proportion" (2001),
/// doi:10.1214/ss/1009213286. All require n >= 1; all hold at x = 0 and x = n unless said otherwise. Held against
/// SciPy 1.10.1 binomtest, statsmodels 0.13.5 proportion_confint and R 4.2.2 prop.test.
/// </summary>
public static class BinomialIntervals
{
    /// <summary>
    /// The textbook interval p ± z·sqrt(p(1-p)/n), clipped to [0, 1]. For comparison only: it is a point at x = 0 and
    /// x = n and covers too little elsewhere.
    /// </summary>
    public static Interval Wald(long successes, long n, double level = 0.95)
    {
        double z = Critical(successes, n, level);
        double p = (double)successes / n;
        double half = z * Math.Sqrt(p * (1 - p) / n);
        return new Interval(p - half, p + half).ClipTo(0, 1);
    }

    /// <summary>
    /// The score interval of E. B. Wilson, "Probable inference, the law of succession, and statistical inference"
    /// (1927), doi:10.1080/01621459.1927.10502953. The default for 0/1 metrics: close to its level for all n.
    /// </summary>
    public static Interval Wilson(long successes, long n, double level = 0.95)
    {
        double z = Critical(successes, n, level);
        double p = (double)successes / n;
        double scale = 1 + z * z / n;
        double centre = p + z * z / (2.0 * n);
        double half = z * Math.Sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
        return new Interval(
            successes == 0 ? 0 : Math.Max(0, (centre - half) / scale),
            successes == n ? 1 : Math.Min(1, (centre + half) / scale)
        );
    }

    /// <summary>
    /// Wilson's interval with continuity correction: method 4 of R. G. Newcombe, "Two-sided confidence intervals for the
    /// single proportion" (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8&lt;857::AID-SIM777&gt;3.0.CO;2-E.
    /// </summary>
    public static Interval WilsonContinuityCorrected(long successes, long n, double level = 0.95)
    {
        double z = Critical(successes, n, level);
        double p = (double)successes / n;
        double scale = 2 * (n + z * z);
        double centre = 2 * successes + z * z;
        double low = (centre - 1 - z * Math.Sqrt(z * z - 2 - 1.0 / n + 4 * p * (n * (1 - p) + 1))) / scale;
        double high = (centre + 1 + z * Math.Sqrt(z * z + 2 - 1.0 / n + 4 * p * (n * (1 - p) - 1))) / scale;
        return new Interval(successes == 0 ? 0 : Math.Max(0, low), successes == n ? 1 : Math.Min(1, high));
    }

    /// <summary>
    /// The exact interval of C. J. Clopper, E. S. Pearson, "The use of confidence or fiducial limits illustrated in the
    /// case of the binomial" (1934), doi:10.1093/biomet/26.4.404: beta quantiles; covers at least its level.
    /// </summary>
    public static Interval ClopperPearson(long successes, long n, double level = 0.95)
    {
        Critical(successes, n, level);
        double tail = 0.5 * (1 - level);
        long failures = n - successes;
        return new Interval(
            successes == 0 ? 0 : IncompleteBeta.Quantile(tail, 1 - tail, successes, failures + 1).X,
            failures == 0 ? 1 : IncompleteBeta.Quantile(1 - tail, tail, successes + 1, failures).X
        );
    }

    /// <summary>
    /// The Wald interval around Wilson's centre: A. Agresti, B. A. Coull, "Approximate is better than 'exact' for
    /// interval estimation of binomial proportions" (1998), doi:10.1080/00031305.1998.10480550. Clipped to [0, 1].
    /// </summary>
    public static Interval AgrestiCoull(long successes, long n, double level = 0.95)
    {
        double z = Critical(successes, n, level);
        double trials = n + z * z;
        double p = (successes + 0.5 * z * z) / trials;
        double half = z * Math.Sqrt(p * (1 - p) / trials);
        return new Interval(p - half, p + half).ClipTo(0, 1);
    }

    /// <summary>The equal-tailed posterior interval under Jeffreys' prior Beta(1/2, 1/2), unmodified at the ends.</summary>
    public static Interval Jeffreys(long successes, long n, double level = 0.95)
    {
        Critical(successes, n, level);
        double tail = 0.5 * (1 - level);
        double a = successes + 0.5;
        double b = n - successes + 0.5;
        return new Interval(
            IncompleteBeta.Quantile(tail, 1 - tail, a, b).X,
            IncompleteBeta.Quantile(1 - tail, tail, a, b).X
        );
    }

    /// <summary>Jeffreys' interval as Brown, Cai and DasGupta mend it: from 0 at x = 0 and up to 1 at x = n.</summary>
    public static Interval JeffreysModified(long successes, long n, double level = 0.95)
    {
        var plain = Jeffreys(successes, n, level);
        return new Interval(successes == 0 ? 0 : plain.Low, successes == n ? 1 : plain.High);
    }

    private static double Critical(long successes, long n, double level)
    {
        Require.Counts(successes, n);
        Require.Level(level);
        return UnitNormal.Critical(level);
    }
}
