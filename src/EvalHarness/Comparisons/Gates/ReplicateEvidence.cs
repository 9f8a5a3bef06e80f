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
}
