using EvalHarness.Comparisons.Comparators;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Power;

namespace EvalHarness.Comparisons.Gates;

/// <summary>
/// A mean between fixed limits of repeated, clustered or partial scores: the score test of as many independent trials as its
/// variance is worth, whose inversion the interval is. Where all units are at one end, the exact chance of that counts as well.
/// </summary>
/// <param name="Trials">The mean as a share of independent trials.</param>
/// <param name="Units">Number of independent units.</param>
/// <param name="Limits">Smallest and largest value possible.</param>
/// <param name="Estimate">The mean with its interval.</param>
/// <param name="Test">Name of the test.</param>
internal sealed record TrialsEvidence(
    EffectiveTrials Trials,
    int Units,
    (double Low, double High) Limits,
    Estimate Estimate,
    string Test
) : GateEvidence(Estimate, Test)
{
    /// <summary>The evidence of a mean.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="trials">The same as a share of trials.</param>
    /// <param name="limits">Smallest and largest value possible, both finite.</param>
    /// <param name="level">Level of the interval: twice the confidence of a one-sided test, less one.</param>
    public static TrialsEvidence Of(
        UnitMean mean,
        EffectiveTrials trials,
        (double Low, double High) limits,
        double level
    )
    {
        var shares = trials.Wilson(level);
        double tail = 0.5 * (1 - level);
        double exact = Math.Pow(tail, 1.0 / mean.Units);
        shares = trials.Share switch
        {
            1 => shares with { Low = Math.Min(shares.Low, exact) },
            0 => shares with { High = Math.Max(shares.High, 1 - exact) },
            _ => shares,
        };
        var interval = MeanEstimates.Scale(shares, limits);
        var estimate = new Estimate(
            mean.Value,
            interval.Low,
            interval.High,
            level,
            mean.N,
            mean.Units,
            MeanEstimates.ScoreInterval(mean),
            Note: mean.FewUnits()
        )
        {
            StandardError = mean.Spread,
            EffectiveClusters = mean.EffectiveUnits,
        };
        string test = (mean.IsTrivial ? "" : "cluster-robust ") + "score test with effective n";
        return new TrialsEvidence(trials, mean.Units, limits, estimate, test) { Range = limits };
    }

    public override double Above(double bound) =>
        Share(bound) switch
        {
            < 0 => 0,
            0 => Trials.Share > 0 ? 0 : 1,
            >= 1 => 1,
            var share => Math.Max(Trials.Score(share).PGreater, Trials.Share == 1 ? Math.Pow(share, Units) : 0),
        };

    public override double Below(double bound) =>
        Share(bound) switch
        {
            > 1 => 0,
            1 => Trials.Share < 1 ? 0 : 1,
            <= 0 => 1,
            var share => Math.Max(Trials.Score(share).PLess, Trials.Share == 0 ? Math.Pow(1 - share, Units) : 0),
        };

    public override double? Needed(double bound, bool isAbove, double alpha, double power) =>
        Estimate.N
        * OneSidedPower.FactorOfShare(
            isAbove ? Planned : Mirrored,
            Units,
            isAbove ? Share(bound) : 1 - Share(bound),
            power,
            alpha
        );

    public override double? Detectable(double bound, bool isAbove, double alpha, double power)
    {
        double from = isAbove ? Share(bound) : 1 - Share(bound);
        bool IsFound(double gap) => OneSidedPower.OfShare(Planned, 1, from + gap, from, alpha) >= power;
        return from is <= 0 or >= 1 || !IsFound(1 - from)
            ? null
            : Bisection.Boundary(gap => !IsFound(gap), 0, 1 - from) * (Limits.High - Limits.Low);
    }

    /// <summary>The trials as more of them would be: with more units those of the rarer kind grow too.</summary>
    private EffectiveTrials Planned =>
        Trials with
        {
            DegreesOfFreedom = Trials.Wholly?.DegreesOfFreedom ?? Trials.DegreesOfFreedom,
            Wholly = null,
        };

    private EffectiveTrials Mirrored => Planned with { Share = 1 - Trials.Share };

    private double Share(double bound) => (bound - Limits.Low) / (Limits.High - Limits.Low);
}
