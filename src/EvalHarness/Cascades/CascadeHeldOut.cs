using System.Collections.Immutable;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Cascades;

/// <summary>A point of a cascade that may be believed: its thresholds were chosen on other samples than those it is scored on.</summary>
/// <remarks>
/// Cross-fitting as in V. Chernozhukov et al., "Double/debiased machine learning", Econometrics Journal 21 (2018),
/// doi:10.1111/ectj.12097, over the thresholds of a cascade: L. Chen et al., "FrugalGPT" (2023),
/// doi:10.48550/arXiv.2305.05176. A confidence that says nothing gives one or two points; equal models give the cheapest.
/// </remarks>
/// <param name="Price">The price of a call that the thresholds were chosen for, in right answers.</param>
/// <param name="StrongShare">The share of held-out samples that the big model answers.</param>
/// <param name="Quality">Their mean score.</param>
public sealed record CascadeHeldOut(double Price, double StrongShare, double Quality)
{
    /// <summary>Their mean cost, each sample at its own; 0 where costs are unknown.</summary>
    public double Cost { get; init; }

    /// <summary>Prices from a call that costs nothing to one that would have to bring a right answer every second time.</summary>
    private static readonly double[] Prices =
    [
        0,
        0.01,
        0.02,
        0.04,
        0.06,
        0.08,
        0.1,
        0.15,
        0.2,
        0.25,
        0.3,
        0.35,
        0.4,
        0.5,
    ];

    /// <summary>Cross-fits a threshold for each price.</summary>
    /// <param name="signal">What speaks for the small model.</param>
    /// <param name="small">Its score of each sample.</param>
    /// <param name="big">The big model's score of each sample.</param>
    /// <param name="prices">What their answers cost.</param>
    /// <returns>The points by growing share of calls, each share once.</returns>
    internal static ImmutableArray<CascadeHeldOut> Of(
        CascadeSignal signal,
        double[] small,
        double[] big,
        CascadePrices prices
    )
    {
        CascadeCurve[] curves =
        [
            .. Enumerable
                .Range(0, signal.Without.Length)
                .Select(fold => signal.Curve(fold, isOfFold: false, small, big, new(0, 1))),
        ];
        return
        [
            .. Prices
                .Select(price => At(price, curves, signal, small, big, prices))
                .DistinctBy(point => point.StrongShare)
                .OrderBy(point => point.StrongShare),
        ];
    }

    private static CascadeHeldOut At(
        double price,
        CascadeCurve[] curves,
        CascadeSignal signal,
        double[] small,
        double[] big,
        CascadePrices prices
    )
    {
        double[] thresholds = Array.ConvertAll(
            curves,
            curve => curve.Points.MaxBy(point => point.Quality - (price * point.StrongShare))!.Threshold
        );
        var (right, strong) = (0.0, 0);
        CompensatedSum cost = default;
        for (int i = 0; i < small.Length; i++)
        {
            bool stands = signal.HeldOut(i) >= thresholds[signal.Folds[i]];
            right += stands ? small[i] : big[i];
            strong += stands ? 0 : 1;
            cost.Add(prices.Cost(stands, i));
        }

        return new(price, (double)strong / small.Length, right / small.Length) { Cost = cost.Value / small.Length };
    }
}
