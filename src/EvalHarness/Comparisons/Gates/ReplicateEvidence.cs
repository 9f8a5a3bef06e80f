using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Gates;

/// <summary>
/// Any other metric: the share of bootstrap replicates beyond the bound, the data themselves counted among them, A. C.
/// Davison, D. V. Hinkley (1997), section 4.2; undefined replicates speak for neither side.
/// </summary>
internal sealed record ReplicateEvidence(Estimate Estimate, string Test, double[] Replicates)
    : GateEvidence(Estimate, Test)
{
    public override double Above(double bound) => Share(value => !(value > bound));

    public override double Below(double bound) => Share(value => !(value < bound));

    private double Share(Predicate<double> speaksAgainst) =>
        (1.0 + Replicates.Count(value => speaksAgainst(value))) / (Replicates.Length + 1);
}
