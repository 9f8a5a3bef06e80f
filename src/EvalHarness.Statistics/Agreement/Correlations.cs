using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Agreement;

/// <summary>
/// Association of two paired columns of numbers. All three are symmetric in the columns and undefined (null) for fewer than
/// two pairs or a constant column. Held against scipy 1.10.1.
/// </summary>
public static class Correlations
{
    private const int LargestExact = 60;

    /// <summary>
    /// Product-moment correlation with the t test and Fisher's z interval. Source: Fisher, "On the probable error of a
    /// coefficient of correlation deduced from a small sample", 1921. The test assumes a bivariate normal distribution.
    /// r = 1 or -1 has p = 0 (null for two pairs) and no interval; fewer than four pairs have no interval.
    /// </summary>
    public static Correlation Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double level = 0.95)
    {
        Require.Level(level);
        if (Coefficient(x, y) is not { } r)
        {
            return Correlation.Undefined;
        }
        Interval? interval = null;
        if (x.Length > 3 && Math.Abs(r) < 1)
        {
            double reach = UnitNormal.Critical(level) / Math.Sqrt(x.Length - 3);
            interval = new Interval(Math.Tanh(Math.Atanh(r) - reach), Math.Tanh(Math.Atanh(r) + reach));
        }
        return new Correlation(r, StudentP(r, x.Length), interval);
    }

    /// <summary>
    /// Spearman's rank correlation: Pearson's on mid-ranks, p-value by the t approximation. Source: Spearman, "The Proof and
    /// Measurement of Association between Two Things", 1904, 10.2307/1412159.
    /// </summary>
    public static Correlation Spearman(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        double? rho = Coefficient(Ranks.Of(x).Ranks, Ranks.Of(y).Ranks);
        return rho is { } value ? new Correlation(value, StudentP(value, x.Length)) : Correlation.Undefined;
    }

    /// <summary>
    /// Kendall's tau-b in O(n log n). Source: Kendall, "The treatment of ties in ranking problems", 1945,
    /// 10.1093/biomet/33.3.239; algorithm: Knight 1966, 10.1080/01621459.1966.10480879. P is asymptotic with the correction
    /// for ties; ExactP counts permutations and is offered without ties up to 60 pairs.
    /// </summary>
    public static Correlation Kendall(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var pairs = KendallCounts.Of(x, y);
        double total = pairs.N * (pairs.N - 1.0) / 2;
        if (pairs.N < 2 || pairs.TiedX.Pairs == total || pairs.TiedY.Pairs == total)
        {
            return Correlation.Undefined;
        }
        double excess = total - pairs.TiedX.Pairs - pairs.TiedY.Pairs + pairs.TiedBoth - (2.0 * pairs.Discordant);
        double tau = excess / Math.Sqrt(total - pairs.TiedX.Pairs) / Math.Sqrt(total - pairs.TiedY.Pairs);
        bool exact = pairs.TiedX.Pairs == 0 && pairs.TiedY.Pairs == 0 && pairs.N <= LargestExact;
        return new Correlation(
            Math.Clamp(tau, -1, 1),
            UnitNormal.TwoSided(excess / Math.Sqrt(pairs.Variance())),
            ExactP: exact ? ExactKendallP(pairs.N, Math.Min(pairs.Discordant, (long)total - pairs.Discordant)) : null
        );
    }

    private static double? Coefficient(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        if (x.Length < 2 || IsConstant(x) || IsConstant(y))
        {
            return null;
        }
        double meanX = Moments.OfDraws(x).Mean;
        double meanY = Moments.OfDraws(y).Mean;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double dx = x[i] - meanX;
            double dy = y[i] - meanY;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }
        // One square root where it does not overflow, so that equal columns have exactly 1; what is nearer to 1 than the
        // sums are exact is 1, for the p-value of few pairs would make much of the difference.
        double product = xx * yy;
        double scale = double.IsNormal(product) ? Math.Sqrt(product) : Math.Sqrt(xx) * Math.Sqrt(yy);
        if (!(scale > 0))
        {
            return null;
        }
        double r = xy / scale;
        return 1 - Math.Abs(r) < 1e-15 ? Math.Sign(r) : r;
    }

    private static bool IsConstant(ReadOnlySpan<double> values) => !values.ContainsAnyExcept(values[0]);

    // The two-sided tail of Student's t at r sqrt((n-2)/(1-r^2)) is the incomplete beta function of 1-r^2.
    private static double? StudentP(double r, int n) =>
        n > 2 ? IncompleteBeta.Tails((1 - r) * (1 + r), r * r, (n - 2) / 2.0, 0.5).Lower : null;

    // P(no more discordant pairs than that, or no fewer than its mirror): the inversions of a random permutation.
    private static double ExactKendallP(int n, long discordant)
    {
        int most = (int)discordant;
        double[] chances = new double[most + 1];
        chances[0] = 1;
        double[] next = new double[most + 1];
        for (int j = 2; j <= n; j++)
        {
            double window = 0;
            for (int i = 0; i <= most; i++)
            {
                window += chances[i];
                window -= i >= j ? chances[i - j] : 0;
                next[i] = window / j;
            }
            (chances, next) = (next, chances);
        }
        return Math.Clamp(2 * chances.Sum(), 0, 1);
    }
}
