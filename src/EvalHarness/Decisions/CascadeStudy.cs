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
    /// <summary>Simulates a cascade.</summary>
    /// <param name="confidence">The small model's confidence in each sample; 0 where it gives none.</param>
    /// <param name="small">Its score of each sample.</param>
    /// <param name="big">The big model's score of each sample.</param>
    /// <param name="costSmall">The cost of one small answer.</param>
    /// <param name="costBig">The cost of one big answer.</param>
    /// <param name="value">The value of a right answer, in the unit of the costs.</param>
    /// <param name="folds">The fold of each sample, from 0; a cluster must not be divided.</param>
    public static CascadeStudy Of(
        double[] confidence,
        double[] small,
        double[] big,
        double costSmall,
        double costBig,
        double value,
        int[] folds
    )
    {
        ArgumentNullException.ThrowIfNull(confidence);
        ArgumentNullException.ThrowIfNull(small);
        ArgumentNullException.ThrowIfNull(big);
        ArgumentNullException.ThrowIfNull(folds);
        var curve = CascadeCurve.Of(confidence, small, big, costSmall, costBig);
        var crossFit = CascadeCrossFit.Of(confidence, small, big, costSmall, costBig, value, folds);
        var (right, strong) = (0.0, 0);
        for (int i = 0; i < confidence.Length; i++)
        {
            bool stands = confidence[i] >= crossFit.Thresholds[folds[i]];
            right += stands ? small[i] : big[i];
            strong += stands ? 0 : 1;
        }

        int n = confidence.Length;
        return new(
            curve,
            crossFit,
            right / n,
            (double)strong / n,
            [.. LinesOf(curve, CascadeCurve.Oracle(small, big))]
        );
    }

    private static IEnumerable<CascadeLine> LinesOf(
        CascadeCurve curve,
        ImmutableArray<(double StrongShare, double Quality)> oracle
    )
    {
        for (int tenth = 0; tenth <= 10; tenth++)
        {
            double share = tenth / 10.0;
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
