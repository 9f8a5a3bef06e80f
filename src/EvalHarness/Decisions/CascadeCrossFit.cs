using System.Collections.Immutable;

namespace EvalHarness.Decisions;

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

    /// <summary>Cross-fits a threshold.</summary>
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
        int[] fold = folds.ToArray();
        double[][] columns = [confidence.ToArray(), small.ToArray(), big.ToArray()];
        int count = fold.Length == 0 ? 0 : fold.Max() + 1;
        if (count < 2 || fold.Length != confidence.Length)
        {
            throw new ArgumentException(
                "cross-fitting needs two folds or more, and a fold for each sample",
                nameof(folds)
            );
        }

        var thresholds = new double[count];
        var benefit = new double[fold.Length];
        for (int k = 0; k < count; k++)
        {
            thresholds[k] = Best(Where(columns, i => fold[i] != k), costSmall, costBig, value, isRouter).Threshold;
            for (int i = 0; i < fold.Length; i++)
            {
                benefit[i] = fold[i] == k ? Benefit(i, thresholds[k]) : benefit[i];
            }
        }

        CascadePoint all = Best(columns, costSmall, costBig, value, isRouter);
        double? error = benefit.Length > 1 ? DrawStatistics.StandardError(benefit) : null;
        double inSample = NetBenefitOf(all, value, isRouter);
        return new(CompensatedSum.Mean(benefit), error, [.. thresholds], inSample, all.Threshold);

        double Benefit(int i, double threshold)
        {
            bool stands = columns[0][i] >= threshold;
            double cost = (stands || !isRouter ? costSmall : 0) + (stands ? 0 : costBig);
            return (value * (stands ? columns[1][i] : columns[2][i])) - cost;
        }
    }

    private static CascadePoint Best(
        double[][] columns,
        double costSmall,
        double costBig,
        double value,
        bool isRouter
    ) =>
        CascadeCurve
            .Of(columns[0], columns[1], columns[2], costSmall, costBig)
            .Points.MaxBy(point => NetBenefitOf(point, value, isRouter))!;

    private static double NetBenefitOf(CascadePoint point, double value, bool isRouter) =>
        (value * point.Quality) - (isRouter ? point.RouterCost : point.CascadeCost);

    private static double[][] Where(double[][] columns, Func<int, bool> keep) =>
        Array.ConvertAll(columns, column => column.Where((_, i) => keep(i)).ToArray());
}
