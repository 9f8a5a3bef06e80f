using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>Intervals and tests of means that labels of people correct.</summary>
internal static class CorrectedEstimates
{
    /// <summary>The name of the method.</summary>
    public const string Method = "prediction-powered t interval (PPI++)";

    /// <summary>A corrected mean, or a difference of two.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="sums">The sums behind it.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="groups">Their clusters.</param>
    /// <param name="level">Confidence level.</param>
    /// <param name="range">Smallest and largest value possible.</param>
    public static Estimate Of(
        CorrectedMean mean,
        LabelledSums sums,
        int samples,
        ClusterIndex groups,
        double level,
        (double Low, double High) range
    )
    {
        var estimate = new Estimate(
            mean.Value,
            null,
            null,
            level,
            samples,
            groups.Count,
            groups.IsTrivial ? Method : $"cluster-robust {Method}"
        )
        {
            EffectiveClusters = groups.IsTrivial ? null : groups.Effective,
            Note = FormattableString.Invariant($"corrected by {sums.Labelled:N0} labels of people"),
        };
        return mean.Tails() is not { } tails
            ? estimate
            : estimate with
            {
                Low = Math.Max(range.Low, tails.Interval(level).Low),
                High = Math.Min(range.High, tails.Interval(level).High),
                StandardError = tails.Error,
            };
    }

    /// <summary>That a mean is not corrected, and why.</summary>
    /// <param name="labelled">Labelled answers.</param>
    public static string TooFew(double labelled) =>
        FormattableString.Invariant(
            $"the judge's own mean, not corrected: {labelled:N0} answers here labelled by people, of {LabelledAnswers.Fewest} that it takes"
        );

    /// <summary>That some samples of a corrected model have no corrected mean, and why.</summary>
    /// <param name="labelled">Labelled answers.</param>
    public static string TooFewHere(double labelled) =>
        FormattableString.Invariant(
            $"{labelled:N0} answers here labelled by people, of {LabelledAnswers.Fewest} that a corrected mean takes"
        );

    /// <summary>The test of a difference, with what its data could have found.</summary>
    /// <param name="difference">The difference.</param>
    /// <param name="estimate">The same with its interval.</param>
    /// <param name="compare">Level and margin.</param>
    /// <param name="higherIsBetter">Whether more is better.</param>
    public static PairTest Test(CorrectedMean difference, Estimate estimate, CompareSpec compare, bool higherIsBetter)
    {
        const string name = "Prediction-powered t test (PPI++)";
        if (difference.Tails() is not { } tails)
        {
            return PairTest.None(estimate, new PairReason.OneUnit(), name);
        }

        var narrow = tails.Interval((2 * compare.Confidence) - 1);
        return MeanEstimates.WithMargin(
            new PairTest(estimate, tails.TwoSided(), name)
            {
                Statistic = difference.Value / tails.Error,
                DegreesOfFreedom = tails.DegreesOfFreedom,
            },
            narrow.Low,
            narrow.High,
            (target, at) => PowerOutlook.OfUnits(estimate.N, tails, target, at),
            compare.Margin,
            higherIsBetter
        );
    }
}
