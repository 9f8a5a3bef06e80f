using System.Collections.Immutable;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Cascades;

/// <summary>What a cascade is worth per answer when its threshold is never scored on the samples that chose it.</summary>
/// <param name="NetBenefit">The mean net benefit of held-out samples: value times score less cost.</param>
/// <param name="StandardError">Its standard error; null of one sample.</param>
/// <param name="Thresholds">The threshold of each fold, chosen on the others; infinite where always big is best.</param>
/// <param name="InSample">The net benefit that tuning and scoring on the same samples would claim.</param>
/// <param name="Deployed">The threshold for use, chosen on all samples.</param>
public sealed record CascadeCrossFit(
    double NetBenefit,
    double? StandardError,
    ImmutableArray<double> Thresholds,
    double InSample,
    double Deployed
)
{
    /// <summary>What the in-sample figure claims too much.</summary>
    public double Optimism => InSample - NetBenefit;

    /// <summary>Chooses a threshold for each fold on all others.</summary>
    /// <param name="confidence">The small model's confidence in each sample.</param>
    /// <param name="small">Its score of each sample.</param>
    /// <param name="big">The big model's score of each sample.</param>
    /// <param name="costSmall">The cost of one small answer.</param>
    /// <param name="costBig">The cost of one big answer.</param>
    /// <param name="value">The value of a score of one.</param>
    /// <param name="folds">The fold of each sample, from 0; at least two folds.</param>
    /// <param name="isRouter">Whether only one of the two models answers each sample.</param>
    public static CascadeCrossFit Of(
        ReadOnlySpan<double> confidence,
        ReadOnlySpan<double> small,
        ReadOnlySpan<double> big,
        double costSmall,
        double costBig,
        double value,
        ReadOnlySpan<int> folds,
        bool isRouter = false
    )
    {
        CascadePrices prices = new(costSmall, costBig, value, isRouter);
        var signal = CascadeSignal.Given(confidence.ToArray(), folds.ToArray());
        return Of(signal, small.ToArray(), big.ToArray(), prices);
    }

    /// <summary>Cross-fits a threshold on a signal that may itself be learnt fold by fold.</summary>
    internal static CascadeCrossFit Of(CascadeSignal signal, double[] small, double[] big, CascadePrices prices)
    {
        double[] thresholds =
        [
            .. Enumerable
                .Range(0, signal.Without.Length)
                .Select(fold => Best(signal.Curve(fold, isOfFold: false, small, big, prices), prices).Threshold),
        ];
        double[] benefit =
        [
            .. small.Select(
                (score, i) =>
                    signal.HeldOut(i) >= thresholds[signal.Folds[i]]
                        ? prices.NetBenefit(true, score, i)
                        : prices.NetBenefit(false, big[i], i)
            ),
        ];
        var all = Best(CascadeCurve.Of(signal.All, small, big, prices), prices);
        double? error = benefit.Length > 1 ? Moments.Of(benefit).StandardError : null;
        return new(CompensatedSum.Mean(benefit), error, [.. thresholds], prices.NetBenefit(all), all.Threshold);
    }

    private static CascadePoint Best(CascadeCurve curve, CascadePrices prices) =>
        curve.Points.MaxBy(prices.NetBenefit)!;
}
