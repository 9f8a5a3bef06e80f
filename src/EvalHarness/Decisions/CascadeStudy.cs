using System.Collections.Immutable;

namespace EvalHarness.Decisions;

/// <summary>What a cascade would have done with recorded answers: its curve, and the point that may be believed.</summary>
/// <param name="Curve">Every threshold, scored on the samples that it would be chosen on.</param>
/// <param name="CrossFit">The threshold chosen on some samples and scored on others.</param>
/// <param name="Quality">The cross-fitted share of right answers.</param>
/// <param name="StrongShare">The cross-fitted share of calls to the big model.</param>
/// <param name="Lines">The curve at tenths of the calls, beside the best and the blindest choice of as many.</param>
public sealed record CascadeStudy(
    CascadeCurve Curve,
    CascadeCrossFit CrossFit,
    double Quality,
    double StrongShare,
    ImmutableArray<CascadeLine> Lines
)
{
    /// <summary>The curve at hundredths of the calls, each point once; what a chart needs of however many samples.</summary>
    public ImmutableArray<CascadeLine> Fine { get; init; } = [];

    /// <summary>Thresholds for ever dearer calls, each chosen on some samples and scored on others.</summary>
    public ImmutableArray<CascadeHeldOut> HeldOut { get; init; } = [];

    /// <summary>The standard error of the cross-fitted net benefit, robust to clusters where there are any; null of one cluster.</summary>
    public double? StandardError { get; init; }

    /// <summary>What the cross-fitted cascade brings beyond the better of the two models alone.</summary>
    public CascadeAdvantage? Advantage { get; init; }

    /// <summary>The share of the gap between the two models that the cross-fitted cascade keeps; null where there is no gain.</summary>
    public double? Kept => Curve.Strong > Curve.Weak ? (Quality - Curve.Weak) / (Curve.Strong - Curve.Weak) : null;

    /// <summary>Simulates a cascade.</summary>
    /// <param name="confidence">The small model's confidence in each sample; 0 where it gives none.</param>
    /// <param name="small">Its score of each sample.</param>
    /// <param name="big">The big model's score of each sample.</param>
    /// <param name="costSmall">The cost of one small answer.</param>
    /// <param name="costBig">The cost of one big answer.</param>
    /// <param name="value">The value of a right answer, in the unit of the costs.</param>
    /// <param name="folds">The fold of each sample, from 0; a cluster must not be divided.</param>
    /// <param name="clusters">The cluster of each sample, from 0; null takes every sample as independent.</param>
    public static CascadeStudy Of(
        double[] confidence,
        double[] small,
        double[] big,
        double costSmall,
        double costBig,
        double value,
        int[] folds,
        int[]? clusters = null
    )
    {
        ArgumentNullException.ThrowIfNull(confidence);
        ArgumentNullException.ThrowIfNull(small);
        ArgumentNullException.ThrowIfNull(big);
        ArgumentNullException.ThrowIfNull(folds);
        var curve = CascadeCurve.Of(confidence, small, big, costSmall, costBig);
        var crossFit = CascadeCrossFit.Of(confidence, small, big, costSmall, costBig, value, folds);
        bool[] stands = [.. confidence.Select((sure, i) => sure >= crossFit.Thresholds[folds[i]])];
        double[] scores = [.. stands.Select((stand, i) => stand ? small[i] : big[i])];
        double[] benefits = [.. stands.Select((stand, i) => (value * scores[i]) - costSmall - (stand ? 0 : costBig))];
        ImmutableArray<(double StrongShare, double Quality)> oracle = CascadeCurve.Oracle(small, big);
        return new(
            curve,
            crossFit,
            scores.Sum() / scores.Length,
            (double)stands.Count(stand => !stand) / stands.Length,
            [.. LinesOf(curve, oracle, 10)]
        )
        {
            Fine = [.. LinesOf(curve, oracle, 100).DistinctBy(line => line.Point.Accepted)],
            HeldOut = CascadeHeldOut.Of(confidence, small, big, folds),
            StandardError = CascadeAdvantage.ErrorOf(benefits, clusters),
            Advantage = CascadeAdvantage.Of(
                benefits,
                [.. small.Select(score => (value * score) - costSmall)],
                [.. big.Select(score => (value * score) - costBig)],
                clusters
            ),
        };
    }

    private static IEnumerable<CascadeLine> LinesOf(
        CascadeCurve curve,
        ImmutableArray<(double StrongShare, double Quality)> oracle,
        int parts
    )
    {
        for (int part = 0; part <= parts; part++)
        {
            double share = (double)part / parts;
            CascadePoint point = curve.Points.MinBy(one => Math.Abs(one.StrongShare - share))!;
            int calls = (int)Math.Round(point.StrongShare * (oracle.Length - 1));
            double random = curve.Weak + (point.StrongShare * (curve.Strong - curve.Weak));
            yield return new(point, oracle[calls].Quality, random);
        }
    }
}

/// <summary>A point of a cascade's curve beside what its calls could have bought.</summary>
/// <param name="Point">The point.</param>
/// <param name="Oracle">The quality if as many calls had gone where they help most.</param>
/// <param name="Random">The quality if they had gone to samples drawn by chance.</param>
public sealed record CascadeLine(CascadePoint Point, double Oracle, double Random);
