namespace EvalHarness.Cascades;

/// <summary>What the answers of two models cost and are worth.</summary>
/// <param name="Small">The cost of an answer of the first model.</param>
/// <param name="Big">The cost of an answer of the second.</param>
/// <param name="Value">The value of a score of one.</param>
/// <param name="IsRouter">Whether only one of the two is asked; otherwise the first always is.</param>
internal readonly record struct CascadePrices(double Small, double Big, double Value = 1, bool IsRouter = false)
{
    /// <summary>The lead of the first model from which on it is the better one to ask alone.</summary>
    public double BreakEven => (Small - Big) / Value;

    /// <summary>The net benefit of one sample.</summary>
    /// <param name="stands">Whether the first model answers it.</param>
    /// <param name="score">The score of the answer.</param>
    public double NetBenefit(bool stands, double score) =>
        (Value * score) - ((stands || !IsRouter ? Small : 0) + (stands ? 0 : Big));

    /// <summary>The mean net benefit at a point of a curve.</summary>
    /// <param name="point">The point.</param>
    public double NetBenefit(CascadePoint point) =>
        (Value * point.Quality) - (IsRouter ? point.RouterCost : point.CascadeCost);
}
