using System.Collections.Immutable;

namespace EvalHarness.Comparisons.Gates;

/// <summary>A gate for one model before its p-values are corrected over the suite.</summary>
/// <param name="Result">What is known so far; its verdict stands when nothing is tested.</param>
/// <param name="Sides">Bounds with what is known of each; empty when nothing is tested.</param>
/// <param name="HigherIsBetter">Whether more is better.</param>
internal sealed record GateDraft(
    GateResult Result,
    ImmutableArray<(GateBound Bound, GateEvidence Evidence)> Sides,
    bool HigherIsBetter = true
)
{
    /// <summary>p of "the gate is violated": every side must be shown (intersection-union).</summary>
    public double Violated => Sides.Max(side => side.Bound.ViolatedPValue(side.Evidence));

    /// <summary>p of "the gate holds": one side is enough, so the smallest p counts as often as there are sides.</summary>
    public double Holds => Math.Min(1, Sides.Length * Sides.Min(side => side.Bound.KeptPValue(side.Evidence)));

    /// <summary>Whether chance is in any of its sides, so that it takes part in the correction.</summary>
    public bool IsTested => Sides.Any(side => side.Evidence is not FactEvidence);

    /// <summary>Ids of the samples that speak most against it.</summary>
    public ImmutableArray<string> Telling { get; init; } = [];

    /// <summary>The side that stands most against the gate.</summary>
    public (GateBound Bound, GateEvidence Evidence) Weakest =>
        Sides.MaxBy(side => side.Bound.ViolatedPValue(side.Evidence));

    public static GateDraft Settled(GateResult result, GateVerdict verdict, GateReason reason) =>
        new(result with { Verdict = verdict, Reason = reason }, []);
}
