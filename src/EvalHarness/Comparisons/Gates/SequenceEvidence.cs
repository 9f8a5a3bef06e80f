using EvalHarness.Comparisons.Results;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Sequential;

namespace EvalHarness.Comparisons.Gates;

/// <summary>
/// A mean between fixed limits of a run that could stop at any look at its data: bets at fixed stakes against each bound, over
/// independent units in the order drawn before anything was asked. Their capital is an e-value, and by Ville's inequality
/// one over it is a p-value at whatever moment the run stopped; the confidence sequences of the leaderboard invert the same
/// bets. The mean at the stop is biased, and is not told.
/// </summary>
/// <param name="Bets">The bets on the units, scaled to [0, 1].</param>
/// <param name="Limits">Smallest and largest value possible.</param>
/// <param name="Estimate">The confidence sequence at the stop, without a value.</param>
/// <param name="Test">Name of the test.</param>
internal sealed record SequenceEvidence(
    FixedBetMixture Bets,
    (double Low, double High) Limits,
    Estimate Estimate,
    string Test
) : GateEvidence(Estimate, Test)
{
    /// <summary>The evidence of some values; a cluster counts by the mean of its values.</summary>
    /// <param name="values">The values, at least one.</param>
    /// <param name="clusters">Their clusters.</param>
    /// <param name="limits">Smallest and largest value possible, both finite.</param>
    /// <param name="level">Level of the confidence sequence that is shown.</param>
    public static SequenceEvidence Of(
        double[] values,
        ClusterIndex clusters,
        (double Low, double High) limits,
        double level
    )
    {
        double span = limits.High - limits.Low;
        double[] sums = new double[clusters.Count];
        int[] counts = new int[clusters.Count];
        for (int i = 0; i < values.Length; i++)
        {
            sums[clusters.Of[i]] += values[i];
            counts[clusters.Of[i]]++;
        }

        var bets = new FixedBetMixture();
        for (int unit = 0; unit < sums.Length; unit++)
        {
            bets.Add(Math.Clamp(((sums[unit] / counts[unit]) - limits.Low) / span, 0, 1));
        }

        var sequence = bets.Interval(level);
        string over = clusters.IsTrivial ? "" : " over means of clusters";
        var estimate = new Estimate(
            null,
            limits.Low + (sequence.Low * span),
            limits.Low + (sequence.High * span),
            level,
            values.Length,
            clusters.Count,
            "fixed-bet mixture confidence sequence" + over
        );
        return new SequenceEvidence(bets, limits, estimate, "fixed bets, valid at any stop" + over) { Range = limits };
    }

    public override double Above(double bound) =>
        bound < Limits.Low ? 0
        : bound >= Limits.High ? 1
        : Math.Min(1, Math.Exp(-Bets.LogCapitalAbove(Scaled(bound))));

    public override double Below(double bound) =>
        bound > Limits.High ? 0
        : bound <= Limits.Low ? 1
        : Math.Min(1, Math.Exp(-Bets.LogCapitalBelow(Scaled(bound))));

    private double Scaled(double bound) => Math.Clamp((bound - Limits.Low) / (Limits.High - Limits.Low), 0, 1);
}
