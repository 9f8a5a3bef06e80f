using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using MathNet.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// Student's and Welch's t tests. They assume independent values (pairs) whose means are nearly normal. No value is refused;
/// one value has a difference and nothing else; equal values have an infinite t and p = 0, or nothing where they are 0. Held
/// against SciPy 1.10.1 ttest_rel and ttest_ind and R 4.2.2 t.test; effect sizes against R effsize 0.8.1.
/// </summary>
public static class TTest
{
    /// <summary>
    /// The paired t test of a - b: "Student" (W. S. Gosset), "The probable error of a mean" (1908), doi:10.2307/2331554.
    /// Effect sizes: J. Cohen, "Statistical power analysis for the behavioral sciences" (1988); L. V. Hedges,
    /// "Distribution theory for Glass's estimator of effect size" (1981), doi:10.2307/1164588.
    /// </summary>
    public static TTestResult Paired(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double level = 0.95) =>
        OneSample(Moments.Differences(a, b), level);

    /// <summary>The t test that the mean of these values (differences of pairs) is 0.</summary>
    public static TTestResult OneSample(ReadOnlySpan<double> differences, double level = 0.95)
    {
        Require.Level(level);
        var moments = Moments.Of(differences);
        double? deviation = moments.StandardDeviation;
        int df = moments.N - 1;
        return Conclude(moments.N, moments.Mean, moments.StandardError, df, deviation, df, level);
    }

    /// <summary>
    /// Welch's test of the difference of two group means, variances not assumed equal: B. L. Welch, "The generalization of
    /// 'Student's' problem" (1947), doi:10.1093/biomet/34.1-2.28. Undefined with fewer than two values in a group.
    /// </summary>
    public static TTestResult Welch(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double level = 0.95)
    {
        Require.Level(level);
        var first = Moments.Of(x);
        var second = Moments.Of(y);
        double? v1 = first.Variance / first.N;
        double? v2 = second.Variance / second.N;
        double? variance = v1 + v2;
        double? df = variance * variance / (v1 * v1 / (first.N - 1) + v2 * v2 / (second.N - 1));
        double? error = variance is { } v ? Math.Sqrt(v) : null;
        return Conclude(
            first.N + second.N,
            first.Mean - second.Mean,
            error,
            variance > 0 ? df : null,
            PooledDeviation(first, second),
            first.N + second.N - 2,
            level
        );
    }

    /// <summary>Student's test of the difference of two group means with pooled variance.</summary>
    public static TTestResult Student(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double level = 0.95)
    {
        Require.Level(level);
        var first = Moments.Of(x);
        var second = Moments.Of(y);
        double? pooled = PooledDeviation(first, second);
        double? error = pooled * Math.Sqrt(1.0 / first.N + 1.0 / second.N);
        int df = first.N + second.N - 2;
        return Conclude(first.N + second.N, first.Mean - second.Mean, error, df, pooled, df, level);
    }

    /// <summary>The exact factor by which Hedges' g is smaller than Cohen's d: Γ(m/2)/(sqrt(m/2) Γ((m-1)/2)).</summary>
    internal static double HedgesFactor(double df) =>
        Math.Exp(SpecialFunctions.GammaLn(0.5 * df) - SpecialFunctions.GammaLn(0.5 * (df - 1))) / Math.Sqrt(0.5 * df);

    private static double? PooledDeviation(Moments first, Moments second)
    {
        int df = first.N + second.N - 2;
        return df < 1 ? null : Math.Sqrt((first.SumOfSquares + second.SumOfSquares) / df);
    }

    private static TTestResult Conclude(
        int n,
        double difference,
        double? error,
        double? df,
        double? deviation,
        int effectDf,
        double level
    )
    {
        double? effect = Ratio(difference, deviation);
        var result = new TTestResult(n, difference, deviation, error, null, null, null, null, null, null, null, null);
        if (error is not { } se)
        {
            return result with { EffectSize = effect };
        }
        double? g = effect * (effectDf > 1 ? HedgesFactor(effectDf) : 0);
        result = result with { DegreesOfFreedom = df, EffectSize = effect, HedgesG = g is double.NaN ? null : g };
        if (se == 0)
        {
            double? t = Ratio(difference, 0);
            return result with
            {
                T = t,
                P = t is null ? null : 0,
                PGreater = t is null ? null : (t > 0 ? 0 : 1),
                PLess = t is null ? null : (t < 0 ? 0 : 1),
                Interval = new Interval(difference, difference),
            };
        }
        double statistic = difference / se;
        double half = Tails.StudentCritical(level, df!.Value) * se;
        return result with
        {
            T = statistic,
            P = Tails.StudentTwoSided(statistic, df.Value),
            PGreater = Tails.StudentUpper(statistic, df.Value),
            PLess = Tails.StudentUpper(-statistic, df.Value),
            Interval = new Interval(difference - half, difference + half),
        };
    }

    /// <summary>The ratio; infinite over 0, null for 0 over 0.</summary>
    private static double? Ratio(double difference, double? deviation) =>
        deviation is not { } scale ? null
        : scale > 0 ? difference / scale
        : difference == 0 ? null
        : difference > 0 ? double.PositiveInfinity
        : double.NegativeInfinity;
}
