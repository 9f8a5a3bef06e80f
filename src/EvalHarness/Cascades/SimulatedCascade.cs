using System.Collections.Immutable;

namespace EvalHarness.Cascades;

/// <summary>What a cascade or router would have done with recorded answers: its curve, and the point that may be believed.</summary>
/// <param name="Curve">Every threshold, scored on the samples that it would be chosen on.</param>
/// <param name="CrossFit">The threshold chosen on some samples and scored on others.</param>
/// <param name="Quality">The cross-fitted share of right answers.</param>
/// <param name="StrongShare">The cross-fitted share of calls to the big model.</param>
/// <param name="Lines">The curve at tenths of the calls, beside the best and the blindest choice of as many.</param>
public sealed record SimulatedCascade(
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

    /// <summary>The curve whose order was learnt on other samples; null of a cascade, whose order is the first model's own.</summary>
    public HeldOutCurve? Line { get; init; }

    /// <summary>What any share of calls could buy, at hundredths of the calls.</summary>
    public ImmutableArray<(double StrongShare, double Quality)> Oracle { get; init; } = [];

    /// <summary>The fewest calls of the big model with which nothing more can be won.</summary>
    public (double StrongShare, double Quality) OraclePeak { get; init; }

    /// <summary>The cross-fitted mean cost of an answer, each at its own; 0 where costs are unknown.</summary>
    public double Cost { get; init; }

    /// <summary>The standard error of the cross-fitted net benefit, robust to clusters where there are any; null of one cluster.</summary>
    public double? StandardError { get; init; }

    /// <summary>What the cross-fitted cascade brings beyond the better of the two models alone.</summary>
    public CascadeAdvantage? Advantage { get; init; }

    /// <summary>The share of the gap between the two models that the cross-fitted cascade keeps; null where there is no gain.</summary>
    public double? Kept => Curve.Strong > Curve.Weak ? (Quality - Curve.Weak) / (Curve.Strong - Curve.Weak) : null;

    /// <summary>What a cascade would have done: the first model always answers, the second where it is unsure.</summary>
    /// <param name="confidence">The small model's confidence in each sample; 0 where it gives none.</param>
    /// <param name="small">Its score of each sample.</param>
    /// <param name="big">The big model's score of each sample.</param>
    /// <param name="costSmall">The cost of one small answer.</param>
    /// <param name="costBig">The cost of one big answer.</param>
    /// <param name="value">The value of a right answer, in the unit of the costs.</param>
    /// <param name="folds">The fold of each sample, from 0; a cluster must not be divided.</param>
    /// <param name="clusters">The cluster of each sample, from 0; null takes every sample as independent.</param>
    public static SimulatedCascade Of(
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
        return Of(confidence, small, big, new(costSmall, costBig, value), folds, clusters);
    }

    /// <summary>What a cascade would have done with answers that cost what they cost.</summary>
    internal static SimulatedCascade Of(
        double[] confidence,
        double[] small,
        double[] big,
        CascadePrices prices,
        int[] folds,
        int[]? clusters
    ) => Of(CascadeSignal.Given(confidence, folds), small, big, prices, clusters);

    /// <summary>Simulates a router by slice: one of the two models is asked, and slices tell which.</summary>
    /// <param name="slices">The slice of each sample; null where it has none.</param>
    /// <param name="small">The small model's score of each sample.</param>
    /// <param name="big">The big model's score of each sample.</param>
    /// <param name="costSmall">The cost of one small answer.</param>
    /// <param name="costBig">The cost of one big answer.</param>
    /// <param name="value">The value of a right answer, in the unit of the costs.</param>
    /// <param name="folds">The fold of each sample, from 0; a cluster must not be divided.</param>
    /// <param name="clusters">The cluster of each sample, from 0; null takes every sample as independent.</param>
    public static SimulatedCascade BySlice(
        IReadOnlyList<string?> slices,
        double[] small,
        double[] big,
        double costSmall,
        double costBig,
        double value,
        int[] folds,
        int[]? clusters = null
    )
    {
        ArgumentNullException.ThrowIfNull(slices);
        ArgumentNullException.ThrowIfNull(small);
        ArgumentNullException.ThrowIfNull(big);
        ArgumentNullException.ThrowIfNull(folds);
        return BySlice(slices, small, big, new(costSmall, costBig, value, isRouter: true), folds, clusters);
    }

    /// <summary>Simulates a router by slice over answers that cost what they cost.</summary>
    internal static SimulatedCascade BySlice(
        IReadOnlyList<string?> slices,
        double[] small,
        double[] big,
        CascadePrices prices,
        int[] folds,
        int[]? clusters
    )
    {
        var signal = CascadeSignal.Learnt(slices, small, big, prices.BreakEven, folds, prices.Extra);
        var line = HeldOutCurve.Of(signal, small, big);
        var simulated = Of(signal, small, big, prices, clusters);
        return simulated with
        {
            Line = line,
            Lines = [.. simulated.Lines.Select(HeldOut)],
            Fine = [.. simulated.Fine.Select(HeldOut)],
        };

        CascadeLine HeldOut(CascadeLine one) => one with { HeldOut = line.At(one.Point.StrongShare) };
    }

    private static SimulatedCascade Of(
        CascadeSignal signal,
        double[] small,
        double[] big,
        CascadePrices prices,
        int[]? clusters
    )
    {
        var curve = CascadeCurve.Of(signal.All, small, big, prices);
        var crossFit = CascadeCrossFit.Of(signal, small, big, prices);
        bool[] stands = [.. small.Select((_, i) => signal.HeldOut(i) >= crossFit.Thresholds[signal.Folds[i]])];
        double[] scores = [.. stands.Select((stand, i) => stand ? small[i] : big[i])];
        double[] benefits = [.. stands.Select((stand, i) => prices.NetBenefit(stand, scores[i], i))];
        var oracle = CascadeCurve.Oracle(small, big);
        var peak = oracle.MaxBy(point => point.Quality);
        return new(
            curve,
            crossFit,
            scores.Sum() / scores.Length,
            (double)stands.Count(stand => !stand) / stands.Length,
            [.. LinesOf(curve, oracle, 10)]
        )
        {
            Oracle =
            [
                .. Enumerable
                    .Range(0, 101)
                    .Select(part => oracle[part * (oracle.Length - 1) / 100])
                    .Append(peak)
                    .Distinct()
                    .OrderBy(point => point.StrongShare),
            ],
            OraclePeak = peak,
            Fine = [.. LinesOf(curve, oracle, 100)],
            HeldOut = CascadeHeldOut.Of(signal, small, big, prices),
            Cost = stands.Select((stand, i) => prices.Cost(stand, i)).Sum() / stands.Length,
            StandardError = CascadeAdvantage.ErrorOf(benefits, clusters),
            Advantage = CascadeAdvantage.Of(
                benefits,
                [.. small.Select((score, i) => (prices.Value * score) - prices.SmallOf(i))],
                [.. big.Select((score, i) => (prices.Value * score) - prices.BigOf(i))],
                clusters
            ),
        };
    }

    /// <summary>The curve's points nearest to so many even shares of calls, each once.</summary>
    private static IEnumerable<CascadeLine> LinesOf(
        CascadeCurve curve,
        ImmutableArray<(double StrongShare, double Quality)> oracle,
        int parts
    ) =>
        Enumerable
            .Range(0, parts + 1)
            .Select(part => curve.Points.MinBy(one => Math.Abs(one.StrongShare - ((double)part / parts)))!)
            .DistinctBy(point => point.Accepted)
            .Select(point => new CascadeLine(
                point,
                oracle[(int)Math.Round(point.StrongShare * (oracle.Length - 1))].Quality,
                curve.Weak + (point.StrongShare * (curve.Strong - curve.Weak))
            ));
}
