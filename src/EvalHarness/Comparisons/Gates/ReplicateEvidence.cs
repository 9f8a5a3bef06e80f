using EvalHarness.Comparisons.Comparators;

namespace EvalHarness.Comparisons.Gates;

/// <summary>Any other metric: the tests that belong to the intervals of its bootstrap.</summary>
/// <param name="Inference">What resamples say of the value, or of the difference.</param>
/// <param name="Level">Level of the interval.</param>
internal sealed record ReplicateEvidence(IInference Inference, double Level)
    : GateEvidence(Inference.Report(Level), Inference.Test)
{
    public override double Above(double bound) => Inference.Above(bound);

    public override double Below(double bound) => Inference.Below(bound);

    /// <summary>
    /// Where all samples behave alike p is a power of their number, so that ln p falls in proportion to it. No power enters: a value
    /// that stays as it is, which every number of missing samples assumes, leaves nothing to chance here.
    /// </summary>
    public override double? Needed(double bound, bool isAbove, double alpha, double power)
    {
        if (Inference.IsSpread || Estimate.Value is not { } value || value > bound != isAbove || value == bound)
        {
            return base.Needed(bound, isAbove, alpha, power);
        }

        double p = isAbove ? Above(bound) : Below(bound);
        return p is > 0 and < 1 ? Estimate.N * Math.Log(alpha) / Math.Log(p) : null;
    }
}
