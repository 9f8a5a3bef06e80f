using EvalHarness.Comparisons.Results;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Resampling;
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
        if (!double.IsFinite(range.Low) || !double.IsFinite(range.High))
        {
            return Student(mean, mean.Tails(range), level, range);
        }

        var plain = Plain(mean, level, ScoreInterval(mean));
        if (mean.Trials(range, answers) is not { } trials)
        {
            return Unspread(plain, mean);
        }

        var limits = Scale(trials.Wilson(level), range);
        return plain with { Low = limits.Low, High = limits.High, StandardError = mean.Spread, Note = mean.FewUnits() };
    }

    /// <summary>A mean ± t·se, corrected where its values are skewed; without interval where it has no spread.</summary>
    /// <param name="mean">The mean, or mean difference.</param>
    /// <param name="tails">Its t tests; null where it has no spread.</param>
    /// <param name="level">Confidence level.</param>
    /// <param name="range">Smallest and largest value possible of the mean.</param>
    public static Estimate Student(UnitMean mean, MeanTails? tails, double level, (double Low, double High) range)
    {
        string corrected = tails?.Skew is null ? "" : ", corrected for skewness";
        string kind = mean.IsTrivial ? "t interval" : $"cluster-robust t interval ({mean.Kind}, Satterthwaite)";
        var plain = Plain(mean, level, kind + corrected);
        if (tails?.Interval(level) is not { } limits)
        {
            return Unspread(plain, mean);
        }

        string?[] notes = [mean.FewUnits(), Skewed(tails.Skew)];
        string note = string.Join("; ", notes.OfType<string>());
        return plain with
        {
            Low = Math.Max(range.Low, limits.Low),
            High = Math.Min(range.High, limits.High),
            StandardError = mean.Spread,
            Note = note.Length == 0 ? null : note,
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
            (target, at) => PowerOutlook.Of(table, target, at),
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
        var tails = difference.Tails(range);
        double most = range.High - range.Low;
        var estimate = Student(difference, tails, level, (-most, most));
        double df = difference.DegreesOfFreedom;
        string test =
            (
                difference.IsTrivial
                    ? "Paired t test"
                    : FormattableString.Invariant(
                        $"Paired cluster-robust t test ({difference.Kind}), {df:0.##} {(df == 1 ? "degree" : "degrees")} of freedom (Satterthwaite)"
                    )
            ) + (tails?.Skew is null ? "" : ", corrected for skewness");
        if (tails is null)
        {
            return Unspread(difference, estimate, range, test, level, margin, higherIsBetter);
        }

        var narrow = tails.Interval((2 * level) - 1);
        return WithMargin(
            new PairTest(estimate, tails.TwoSided(), test)
            {
                Statistic = difference.Value / tails.Error,
                DegreesOfFreedom = df,
            },
            narrow.Low,
            narrow.High,
            (target, at) => PowerOutlook.OfUnits(estimate.N, tails, target, at),
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
    /// <param name="outlook">
    /// What these data can find, for a target (the difference seen, or the margin if that is larger) and a confidence level.
    /// </param>
    /// <param name="margin">Smallest difference that matters.</param>
    /// <param name="higherIsBetter">Whether more is better.</param>
    public static PairTest WithMargin(
        PairTest test,
        double? low,
        double? high,
        Func<double, double, PowerOutlook> outlook,
        double margin,
        bool higherIsBetter
    )
    {
        bool notLower = low > -margin;
        bool notHigher = high < margin;
        double target = Math.Max(Math.Abs(test.Difference.Value ?? 0), margin);
        var (detectable, needed) = outlook(target, test.Difference.Level);
        return test with
        {
            NotWorse = higherIsBetter ? notLower : notHigher,
            NotBetter = higherIsBetter ? notHigher : notLower,
            MinimalDetectable = detectable,
            NeededAt = level => outlook(target, level).Needed,
            SamplesNeeded = needed <= 1e12 ? Math.Max(0, (long)Math.Ceiling(needed.Value) - test.Difference.N) : null,
        };
    }

    private static Estimate Plain(UnitMean mean, double level, string method) =>
        new(mean.Value, null, null, level, mean.N, mean.Units, method) { EffectiveClusters = mean.EffectiveUnits };

    private static Estimate Unspread(Estimate plain, UnitMean mean) =>
        plain with
        {
            Note =
                mean.Units < 2 ? "one independent unit gives no interval"
                : mean.IsConstant ? "all values are equal: no interval"
                : "all clusters have the same mean: no interval",
        };

    private static string? Skewed(SkewedTails? skew) =>
        skew is null
            ? null
            : FormattableString.Invariant(
                $"skewed to the {(skew.Skewness > 0 ? "right" : "left")} (L-skewness {skew.Skewness:0.##}): "
            )
                + $"the {(skew.Skewness > 0 ? "upper" : "lower")} limit lies further off than that of plain t, as values far out may not "
                + "have been drawn yet";
}
