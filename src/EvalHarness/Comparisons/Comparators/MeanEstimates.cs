using EvalHarness.Comparisons.Results;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Tests;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>Intervals and tests of means and of paired differences of means, clustered or not.</summary>
internal static class MeanEstimates
{
    /// <summary>Share of right answers, each sample one plain 0 or 1 and independent.</summary>
    public static Estimate Share(ReadOnlySpan<double> values, double level)
    {
        long right = 0L;
        foreach (double value in values)
        {
            right += value > 0.5 ? 1 : 0;
        }

        int n = values.Length;
        var interval = BinomialIntervals.Wilson(right, n, level);
        double share = (double)right / n;
        return new Estimate(share, interval.Low, interval.High, level, n, n, "Wilson score interval")
        {
            StandardError = StandardErrors.Bernoulli(share, n),
        };
    }

    /// <summary>A mean with a cluster-robust t interval; the plain t interval when every sample is its own cluster.</summary>
    public static Estimate Mean(
        ReadOnlySpan<double> values,
        ClusterIndex clusters,
        double level,
        (double, double) range
    )
    {
        string how = clusters.IsTrivial ? "t interval" : "cluster-robust t interval (CR1)";
        var errors = StandardErrors.Clustered(values, clusters.Of);
        if (errors.Cr1 is not { } error)
        {
            return new Estimate(errors.Mean, null, null, level, values.Length, clusters.Count, how)
            {
                Note = "one independent unit gives no interval",
            };
        }

        if (error == 0)
        {
            return Constant(errors.Mean, values.Length, clusters.Count, level, range, how);
        }

        double half = Tails.StudentCritical(level, clusters.Count - 1) * error;
        var (low, high) = range;
        return new Estimate(
            errors.Mean,
            Math.Max(low, errors.Mean - half),
            Math.Min(high, errors.Mean + half),
            level,
            values.Length,
            clusters.Count,
            how
        )
        {
            StandardError = error,
            Note = FewClusters(clusters),
        };
    }

    /// <summary>
    /// Every independent unit has the same mean: a spread of 0 would claim certainty, so at the ends of the range Wilson's
    /// interval over the units is given, and elsewhere none.
    /// </summary>
    private static Estimate Constant(
        double mean,
        int n,
        int units,
        double level,
        (double Low, double High) range,
        string how
    )
    {
        if (range is not (0, 1) || mean is not (0 or 1))
        {
            return new Estimate(mean, null, null, level, n, units, how) { Note = "all values are equal: no interval" };
        }

        var interval = BinomialIntervals.Wilson(mean == 1 ? units : 0, units, level);
        return new Estimate(mean, interval.Low, interval.High, level, n, units, "Wilson score interval over clusters")
        {
            StandardError = 0,
            Note = "all values are equal",
        };
    }

    private static string? FewClusters(ClusterIndex clusters) =>
        clusters is { IsTrivial: false, Count: < 30 }
            ? FormattableString.Invariant($"only {clusters.Count} clusters: read with care")
            : null;

    /// <summary>
    /// Paired 0/1 scores of independent samples: exact McNemar mid-p and Tango's interval. Tango's and not Newcombe's, because
    /// it is the score interval that the margin tests invert, so that interval and tests never contradict each other, and it
    /// keeps its level with few disagreements; Newcombe's is a little shorter where both models are nearly always right.
    /// </summary>
    public static PairTest Paired(PairedTable table, double level, double margin, bool higherIsBetter)
    {
        var tango = PairedProportions.Tango(table, level);
        double error = PairedProportions.WaldStandardError(table);
        var estimate = new Estimate(
            table.Difference,
            tango.Low,
            tango.High,
            level,
            table.N,
            table.N,
            "Tango score interval of the paired difference"
        )
        {
            StandardError = error,
        };
        var narrow = PairedProportions.Tango(table, (2 * level) - 1);
        return WithMargin(
            new PairTest(estimate, McNemar.MidP(table), "McNemar's exact test with mid-p"),
            narrow.Low,
            narrow.High,
            target => PowerOutlook.Of(table, target, level),
            margin,
            higherIsBetter
        );
    }

    /// <summary>Paired differences of sample means: the cluster-robust t test, or the paired t test without clusters.</summary>
    public static PairTest Paired(
        ReadOnlySpan<double> differences,
        ClusterIndex clusters,
        double level,
        double margin,
        bool higherIsBetter
    )
    {
        var estimate = Mean(differences, clusters, level, (double.NegativeInfinity, double.PositiveInfinity));
        string test = clusters.IsTrivial
            ? "Paired t test"
            : FormattableString.Invariant($"Paired cluster-robust t test, {clusters.Count - 1} degrees of freedom");
        if (estimate.StandardError is not { } error)
        {
            return Unspread(estimate, clusters, test, level, margin, higherIsBetter);
        }

        int df = clusters.Count - 1;
        double t = estimate.Value!.Value / error;
        double half = Tails.StudentCritical((2 * level) - 1, df) * error;
        return WithMargin(
            new PairTest(estimate, Tails.StudentTwoSided(t, df), test) { Statistic = t, DegreesOfFreedom = df },
            estimate.Value.Value - half,
            estimate.Value.Value + half,
            target => PowerOutlook.OfUnits(estimate.N, clusters.Count, error, target, level),
            margin,
            higherIsBetter
        );
    }

    /// <summary>
    /// All differences are equal. When all are 0 the two answered alike: Tango's interval over the independent units says how
    /// far apart they may still be; any other constant has no test.
    /// </summary>
    private static PairTest Unspread(
        Estimate estimate,
        ClusterIndex clusters,
        string test,
        double level,
        double margin,
        bool higherIsBetter
    )
    {
        if (estimate.Value is not 0 || clusters.Count < 2)
        {
            return PairTest.None(
                estimate with
                {
                    Note = null,
                },
                clusters.Count < 2 ? new PairReason.OneUnit() : new PairReason.NoSpread(),
                test
            );
        }

        var alike = Paired(new PairedTable(0, 0, 0, clusters.Count), level, margin, higherIsBetter);
        return alike with
        {
            Difference = alike.Difference with
            {
                N = estimate.N,
                Method = "Tango score interval over clusters",
                Note = "no sample tells the two apart",
            },
            Test = test,
        };
    }

    /// <summary>Adds margin tests, the minimal detectable difference and the samples still needed.</summary>
    /// <param name="test">The test so far.</param>
    /// <param name="low">Lower limit of the interval at the level of two one-sided tests.</param>
    /// <param name="high">Its upper limit.</param>
    /// <param name="outlook">What these data can find, for a target: the difference seen, or the margin if that is larger.</param>
    /// <param name="margin">Smallest difference that matters.</param>
    /// <param name="higherIsBetter">Whether more is better.</param>
    public static PairTest WithMargin(
        PairTest test,
        double? low,
        double? high,
        Func<double, PowerOutlook> outlook,
        double margin,
        bool higherIsBetter
    )
    {
        bool notLower = low > -margin;
        bool notHigher = high < margin;
        var (detectable, needed) = outlook(Math.Max(Math.Abs(test.Difference.Value ?? 0), margin));
        return test with
        {
            NotWorse = higherIsBetter ? notLower : notHigher,
            NotBetter = higherIsBetter ? notHigher : notLower,
            MinimalDetectable = detectable,
            SamplesNeeded = needed <= 1e12 ? Math.Max(0, (long)Math.Ceiling(needed.Value) - test.Difference.N) : null,
        };
    }
}
