using EvalHarness.Core;

namespace EvalHarness.Comparisons.Gates;

/// <summary>What a model says of answers, whose words nobody compared with those of people: known, and nothing that a gate goes by.</summary>
/// <param name="inner">The measure.</param>
/// <param name="judge">Who says it.</param>
internal sealed class UncalibratedMeasure(IGateMeasure inner, string judge) : IGateMeasure
{
    public bool HigherIsBetter => inner.HigherIsBetter;

    public GateUnit Unit => inner.Unit;

    public IReadOnlyList<Sample> Samples => inner.Samples;

    public GateEvidence Of(int model) => Open(inner.Of(model));

    public GateEvidence Difference(int model, int against) => Open(inner.Difference(model, against));

    public double[] Marks(int model) => inner.Marks(model);

    private GateEvidence Open(GateEvidence evidence) =>
        evidence is NoEvidence ? evidence : NoEvidence.Open(new GateReason.Uncalibrated(judge), evidence.Estimate);
}
