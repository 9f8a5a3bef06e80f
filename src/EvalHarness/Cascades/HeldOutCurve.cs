using System.Collections.Immutable;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Cascades;

/// <summary>
/// Quality at every share of big calls where the order of the samples was learnt on other folds than those it is scored
/// on: the mean of the folds' own curves, weighed by their samples.
/// </summary>
/// <remarks>
/// Folds are ordered each by itself and not pooled: a fold in which the first model did well lowers its lead as the other
/// folds learn it, so that pooled samples stand in an order that is worse than chance where slices say nothing. Here such
/// slices give a straight line, whose <see cref="Apgr"/> is one half. Held against subjects as slices of the MMLU answers
/// that I. Ong et al., "RouteLLM", ICLR 2025, recorded: GPT-4 and Mixtral, five folds: 0.679 to 0.686 cross-fitted, 0.708
/// in-sample. Between two points a part of a slice, drawn by chance, goes to the big model.
/// </remarks>
/// <param name="Points">Share of big calls and quality, from no call to all.</param>
/// <param name="Weak">The quality of the small model alone.</param>
/// <param name="Strong">The quality of the big model alone.</param>
public sealed record HeldOutCurve(
    ImmutableArray<(double StrongShare, double Quality)> Points,
    double Weak,
    double Strong
)
{
    /// <summary>The average share of the gap that is recovered, over all shares of calls; null where there is no gap.</summary>
    public double? Apgr =>
        Strong == Weak
            ? null
            : (
                Points
                    .Zip(Points.Skip(1))
                    .Sum(pair =>
                        (pair.Second.StrongShare - pair.First.StrongShare)
                        * (pair.First.Quality + pair.Second.Quality)
                        / 2
                    ) - Weak
            ) / (Strong - Weak);

    /// <summary>The smallest share of big calls that recovers a share of the gap; null where there is no gain.</summary>
    /// <param name="gap">The share of the gap, in [0, 1].</param>
    public double? CallsFor(double gap)
    {
        double target = Weak + (gap * (Strong - Weak)) - 1e-12;
        if (Strong <= Weak)
        {
            return null;
        }

        int after = 0;
        while (after < Points.Length - 1 && Points[after].Quality < target)
        {
            after++;
        }

        (double share, double quality) = Points[after];
        (double before, double less) = Points[Math.Max(0, after - 1)];
        return quality > less && target > less
            ? before + ((share - before) * Math.Min(1, (target - less) / (quality - less)))
            : share;
    }

    /// <summary>The quality at a share of big calls.</summary>
    /// <param name="share">The share, in [0, 1].</param>
    public double At(double share) => At(Points, share);

    /// <summary>The curve of recorded answers.</summary>
    /// <param name="signal">What speaks for the small model.</param>
    /// <param name="small">Its score of each sample.</param>
    /// <param name="big">The big model's.</param>
    internal static HeldOutCurve Of(CascadeSignal signal, double[] small, double[] big)
    {
        (double Weight, ImmutableArray<(double StrongShare, double Quality)> Points)[] folds =
        [
            .. Enumerable
                .Range(0, signal.Without.Length)
                .Where(signal.Folds.Contains)
                .Select(fold =>
                    (
                        signal.Folds.Count(one => one == fold) / (double)small.Length,
                        Rising(signal.Curve(fold, isOfFold: true, small, big, new(0, 0)))
                    )
                ),
        ];
        double[] shares =
        [
            .. folds.SelectMany(fold => fold.Points.Select(point => point.StrongShare)).Distinct().Order(),
        ];
        return new(
            [.. shares.Select(share => (share, folds.Sum(fold => fold.Weight * At(fold.Points, share))))],
            CompensatedSum.Mean(small),
            CompensatedSum.Mean(big)
        );
    }

    private static ImmutableArray<(double StrongShare, double Quality)> Rising(CascadeCurve curve) =>
        [.. curve.Points.Reverse().Select(point => (point.StrongShare, point.Quality))];

    private static double At(ImmutableArray<(double StrongShare, double Quality)> points, double share)
    {
        int after = points.BinarySearch((share, double.NegativeInfinity));
        after = Math.Clamp(after < 0 ? ~after : after, 0, points.Length - 1);
        (double right, double quality) = points[after];
        (double left, double before) = points[Math.Max(0, after - 1)];
        return right == left ? quality : before + ((quality - before) * (share - left) / (right - left));
    }
}
