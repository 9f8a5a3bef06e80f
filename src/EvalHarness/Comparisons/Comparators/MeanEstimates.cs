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
            StandardError = share is 0 or 1 ? null : StandardErrors.Bernoulli(share, n),
        };
    }

    /// <summary>
    /// A mean over samples or clusters: between fixed limits the score interval of as many independent trials as its variance
    /// is worth, else mean ± t·se.
    /// </summary>
    /// <param name="mean">The mean.</param>
    /// <param name="level">Confidence level.</param>
    /// <param name="range">Smallest and largest value possible; infinite where there is none.</param>
    /// <param name="answers">Number of answers where each is right or wrong; null for scores in parts.</param>
    public static Estimate Of(UnitMean mean, double level, (double Low, double High) range, long? answers = null)
    {
        bool isBounded = double.IsFinite(range.Low) && double.IsFinite(range.High);
        var plain = new Estimate(
            mean.Value,
            null,
            null,
            level,
            mean.N,
            mean.Units,
            isBounded ? ScoreInterval(mean) : StudentInterval(mean)
        )
        {
            EffectiveClusters = mean.EffectiveUnits,
        };
        var interval =
            !isBounded ? Around(mean, level)
            : mean.Trials(range, answers) is { } trials ? Scale(trials.Wilson(level), range)
            : null;
        return interval is { } limits
            ? plain with
            {
                Low = limits.Low,
                High = limits.High,
                StandardError = mean.Spread,
                Note = mean.FewUnits(),
            }
            : plain with
            {
                Note = mean.Units < 2 ? "one independent unit gives no interval" : NoSpread(mean),
            };
    }

    /// <summary>The name of the interval of a mean between fixed limits.</summary>
    public static string ScoreInterval(UnitMean mean) =>
        mean.IsTrivial ? "score interval with effective n" : "cluster-robust score interval with effective n (CR3)";

    /// <summary>An interval of shares on the scale of the values.</summary>
    public static Interval Scale(Interval shares, (double Low, double High) range) =>
        new(range.Low + (shares.Low * (range.High - range.Low)), range.Low + (shares.High * (range.High - range.Low)));

    /// <summary>
    /// Paired 0/1 scores of independent samples: exact McNemar mid-p and Tango's interval. Tango's and not Newcombe's, because
    /// it is the score interval that the margin tests invert, so that interval and tests never contradict each other, and it
    /// keeps its level with few disagreements; Newcombe's is a little shorter where both models are nearly always right.
    /// </summary>
    public static PairTest Paired(PairedTable table, double level, double margin, bool higherIsBetter)
    {
        var tango = PairedProportions.Tango(table, level);
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
            StandardError = PairedProportions.StandardError(table),
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
    /// <param name="difference">The mean difference.</param>
    /// <param name="range">Smallest and largest value possible of one model.</param>
    /// <param name="level">Confidence level.</param>
    /// <param name="margin">Smallest difference that matters.</param>
    /// <param name="higherIsBetter">Whether more is better.</param>
    public static PairTest Paired(
        UnitMean difference,
        (double Low, double High) range,
        double level,
        double margin,
        bool higherIsBetter
    )
    {
        var estimate = Of(difference, level, (double.NegativeInfinity, double.PositiveInfinity));
        double df = difference.DegreesOfFreedom;
        string test = difference.IsTrivial
            ? "Paired t test"
            : FormattableString.Invariant(
                $"Paired cluster-robust t test ({difference.Kind}), {df:0.##} degrees of freedom (Satterthwaite)"
            );
        if (difference.Spread is not { } error)
        {
            return Unspread(difference, estimate, range, test, level, margin, higherIsBetter);
        }

        double t = difference.Value / error;
        double half = Tails.StudentCritical((2 * level) - 1, df) * error;
        return WithMargin(
            new PairTest(estimate, Tails.StudentTwoSided(t, df), test) { Statistic = t, DegreesOfFreedom = df },
            difference.Value - half,
            difference.Value + half,
            target => PowerOutlook.OfUnits(estimate.N, difference.Units, error, target, level),
            margin,
            higherIsBetter
        );
    }

    /// <summary>
    /// No spread of the differences. Where all of them are 0 the two answered alike, and between fixed limits Tango's interval
    /// over the independent units says how far apart they may still be; any other constant has no test.
    /// </summary>
    private static PairTest Unspread(
        UnitMean difference,
        Estimate estimate,
        (double Low, double High) range,
        string test,
        double level,
        double margin,
        bool higherIsBetter
    )
    {
        double span = range.High - range.Low;
        if (difference.Units < 2 || !difference.IsZero || !double.IsFinite(span))
        {
            return PairTest.None(
                estimate with
                {
                    Note = null,
                },
                difference.Units < 2 ? new PairReason.OneUnit()
                    : difference.IsConstant ? new PairReason.NoSpread()
                    : new PairReason.NoSpreadOfClusters(),
                test
            );
        }

        var alike = Paired(new PairedTable(0, 0, 0, difference.Units), level, margin / span, higherIsBetter);
        return alike with
        {
            Difference = alike.Difference with
            {
                Value = 0,
                Low = alike.Difference.Low * span,
                High = alike.Difference.High * span,
                N = estimate.N,
                EffectiveClusters = estimate.EffectiveClusters,
                Method = "Tango score interval over " + (difference.IsTrivial ? "samples" : "clusters"),
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

    private static string StudentInterval(UnitMean mean) =>
        mean.IsTrivial ? "t interval" : $"cluster-robust t interval ({mean.Kind}, Satterthwaite)";

    private static Interval? Around(UnitMean mean, double level) =>
        mean.Spread is { } error
            ? StandardErrors.Around(mean.Value, Tails.StudentCritical(level, mean.DegreesOfFreedom) * error)
            : null;

    private static string NoSpread(UnitMean mean) =>
        mean.IsConstant ? "all values are equal: no interval" : "all clusters have the same mean: no interval";
}
