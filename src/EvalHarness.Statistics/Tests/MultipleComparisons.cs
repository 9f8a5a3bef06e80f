using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// Adjusted p values of a family of tests, in the order given: a test is significant at a level where its adjusted p is at
/// most that level. p values must lie in [0, 1]; an empty family gives an empty result. Held against R 4.2.2 p.adjust and
/// statsmodels 0.13.5 multipletests.
/// </summary>
public static class MultipleComparisons
{
    /// <summary>m·p: C. E. Bonferroni (1936). Holds the family-wise error rate under any dependence.</summary>
    public static double[] Bonferroni(ReadOnlySpan<double> p)
    {
        Check(p);
        int m = p.Length;
        return [.. p.ToArray().Select(value => Math.Min(1, m * value))];
    }

    /// <summary>
    /// Step-down Bonferroni: S. Holm, "A simple sequentially rejective multiple test procedure" (1979), doi:10.2307/4615733.
    /// Holds the family-wise error rate under any dependence and is never worse than Bonferroni: the default.
    /// </summary>
    public static double[] Holm(ReadOnlySpan<double> p) => StepDown(p, (value, left) => left * value);

    /// <summary>
    /// Step-up: Y. Hochberg, "A sharper Bonferroni procedure for multiple tests of significance" (1988),
    /// doi:10.1093/biomet/75.4.800. Needs independent or positively dependent tests.
    /// </summary>
    public static double[] Hochberg(ReadOnlySpan<double> p) => StepUp(p, (value, left, _) => left * value);

    /// <summary>
    /// G. Hommel, "A stagewise rejective multiple test procedure based on a modified Bonferroni test" (1988),
    /// doi:10.1093/biomet/75.2.383. Needs what Hochberg needs, a little sharper.
    /// </summary>
    public static double[] Hommel(ReadOnlySpan<double> p)
    {
        Check(p);
        int m = p.Length;
        int[] order = Ascending(p);
        double[] sorted = [.. order.Select(i => 0.0)];
        for (int i = 0; i < m; i++)
        {
            sorted[i] = p[order[i]];
        }
        double start = m == 0 ? 1 : Enumerable.Range(0, m).Min(i => m * sorted[i] / (i + 1));
        double[] q = [.. Enumerable.Repeat(start, m)];
        double[] adjusted = [.. q];
        for (int size = m - 1; size >= 2; size--)
        {
            int kept = m - size + 1;
            double smallest = double.PositiveInfinity;
            for (int k = 2; k <= size; k++)
            {
                smallest = Math.Min(smallest, size * sorted[m - size + k - 1] / k);
            }
            for (int i = 0; i < m; i++)
            {
                q[i] = i < kept ? Math.Min(size * sorted[i], smallest) : q[kept - 1];
                adjusted[i] = Math.Max(adjusted[i], q[i]);
            }
        }
        double[] result = new double[m];
        for (int i = 0; i < m; i++)
        {
            result[order[i]] = Math.Max(adjusted[i], sorted[i]);
        }
        return result;
    }

    /// <summary>
    /// Y. Benjamini, Y. Hochberg, "Controlling the false discovery rate" (1995), doi:10.1111/j.2517-6161.1995.tb02031.x.
    /// Holds the false discovery rate of independent or positively dependent tests.
    /// </summary>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> p) =>
        StepUp(p, (value, left, m) => value * m / (m - left + 1));

    /// <summary>
    /// Y. Benjamini, D. Yekutieli, "The control of the false discovery rate in multiple testing under dependency" (2001),
    /// doi:10.1214/aos/1013699998. Holds the false discovery rate under any dependence.
    /// </summary>
    public static double[] BenjaminiYekutieli(ReadOnlySpan<double> p)
    {
        double harmonic = 0;
        for (int i = 1; i <= p.Length; i++)
        {
            harmonic += 1.0 / i;
        }
        return StepUp(p, (value, left, m) => harmonic * value * m / (m - left + 1));
    }

    /// <summary>
    /// 1 - (1-p)^m: Z. Šidák, "Rectangular confidence regions for the means of multivariate normal distributions" (1967),
    /// doi:10.1080/01621459.1967.10482935. Exact for independent tests.
    /// </summary>
    public static double[] Sidak(ReadOnlySpan<double> p)
    {
        Check(p);
        int m = p.Length;
        return [.. p.ToArray().Select(value => Join(value, m))];
    }

    /// <summary>Holm's step-down with Šidák's formula instead of Bonferroni's.</summary>
    public static double[] HolmSidak(ReadOnlySpan<double> p) => StepDown(p, Join);

    private static double Join(double p, int m) => p >= 1 ? 1 : -LogSpace.Expm1(m * LogSpace.Log1p(-p));

    private static double[] StepDown(ReadOnlySpan<double> p, Func<double, int, double> adjust)
    {
        Check(p);
        double[] result = new double[p.Length];
        double largest = 0;
        int left = p.Length;
        foreach (int i in Ascending(p))
        {
            largest = Math.Max(largest, Math.Min(1, adjust(p[i], left--)));
            result[i] = largest;
        }
        return result;
    }

    private static double[] StepUp(ReadOnlySpan<double> p, Func<double, int, int, double> adjust)
    {
        Check(p);
        double[] result = new double[p.Length];
        double smallest = 1;
        int left = 1;
        foreach (int i in Ascending(p).Reverse())
        {
            smallest = Math.Min(smallest, adjust(p[i], left++, p.Length));
            result[i] = smallest;
        }
        return result;
    }

    private static int[] Ascending(ReadOnlySpan<double> p)
    {
        double[] values = p.ToArray();
        return [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
    }

    private static void Check(ReadOnlySpan<double> p)
    {
        foreach (double value in p)
        {
            Require.Probability(value, nameof(p));
        }
    }
}
