using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Cascades;

/// <summary>What the answers of two models cost, sample by sample, and are worth.</summary>
/// <remarks>
/// A router that sends the long samples to the dear model costs more than means say, and a cascade that is unsure of them too:
/// each sample is charged what its own answer cost.
/// </remarks>
internal sealed class CascadePrices
{
    // Null where all answers of a model cost the same: sums of equal costs would differ from a product in the last digits,
    // and split thresholds that are as good.
    private readonly double[]? small;
    private readonly double[]? big;

    /// <summary>Answers that all cost the same.</summary>
    /// <param name="small">The cost of an answer of the first model.</param>
    /// <param name="big">The cost of an answer of the second.</param>
    /// <param name="value">The value of a score of one.</param>
    /// <param name="isRouter">Whether only one of the two is asked; otherwise the first always is.</param>
    public CascadePrices(double small, double big, double value = 1, bool isRouter = false) =>
        (Small, Big, Value, IsRouter) = (small, big, value, isRouter);

    /// <summary>Answers that cost what they cost, sample by sample.</summary>
    /// <param name="small">The cost of each answer of the first model.</param>
    /// <param name="big">The cost of each answer of the second.</param>
    /// <param name="value">The value of a score of one.</param>
    /// <param name="isRouter">Whether only one of the two is asked; otherwise the first always is.</param>
    public CascadePrices(double[] small, double[] big, double value = 1, bool isRouter = false)
        : this(Mean(small), Mean(big), value, isRouter)
    {
        if (!IsSame(small) || !IsSame(big))
        {
            (this.small, this.big) = (small, big);
        }
    }

    /// <summary>The mean cost of an answer of the first model.</summary>
    public double Small { get; }

    /// <summary>The mean cost of an answer of the second.</summary>
    public double Big { get; }

    /// <summary>The value of a score of one.</summary>
    public double Value { get; }

    /// <summary>Whether only one of the two is asked; otherwise the first always is.</summary>
    public bool IsRouter { get; }

    /// <summary>The lead of the first model from which on it is the better one to ask alone.</summary>
    public double BreakEven => (Small - Big) / Value;

    /// <summary>Whether all answers of a model cost the same.</summary>
    public bool IsUniform => small is null;

    /// <summary>The cost of the first model's answer to a sample.</summary>
    public double SmallOf(int sample) => small?[sample] ?? Small;

    /// <summary>The cost of the second model's answer to a sample.</summary>
    public double BigOf(int sample) => big?[sample] ?? Big;

    /// <summary>By how much asking the first model costs more, on a sample, than on average: in scores, 0 where all cost the same.</summary>
    public double Extra(int sample) => IsUniform ? 0 : ((SmallOf(sample) - BigOf(sample)) / Value) - BreakEven;

    /// <summary>The cost of one sample.</summary>
    /// <param name="stands">Whether the first model answers it.</param>
    /// <param name="sample">Place of the sample.</param>
    public double Cost(bool stands, int sample) =>
        (stands || !IsRouter ? SmallOf(sample) : 0) + (stands ? 0 : BigOf(sample));

    /// <summary>The net benefit of one sample.</summary>
    /// <param name="stands">Whether the first model answers it.</param>
    /// <param name="score">The score of the answer.</param>
    /// <param name="sample">Place of the sample.</param>
    public double NetBenefit(bool stands, double score, int sample) => (Value * score) - Cost(stands, sample);

    /// <summary>The mean net benefit at a point of a curve.</summary>
    /// <param name="point">The point.</param>
    public double NetBenefit(CascadePoint point) => (Value * point.Quality) - Cost(point);

    /// <summary>The mean cost at a point of a curve.</summary>
    /// <param name="point">The point.</param>
    public double Cost(CascadePoint point) => IsRouter ? point.RouterCost : point.CascadeCost;

    /// <summary>The prices of some of the samples, in their order.</summary>
    /// <param name="samples">Places of the samples.</param>
    public CascadePrices Of(int[] samples) =>
        small is null || big is null
            ? this
            : new(
                [.. samples.Select(sample => small[sample])],
                [.. samples.Select(sample => big[sample])],
                Value,
                IsRouter
            );

    private static bool IsSame(double[] costs) => costs.AsSpan().IndexOfAnyExcept(costs[0]) < 0;

    private static double Mean(double[] costs) => IsSame(costs) ? costs[0] : CompensatedSum.Mean(costs);
}
