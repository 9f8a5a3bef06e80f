using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Gates;

namespace EvalHarness.Reports.Records;

/// <summary>What became of one gate for one model.</summary>
/// <param name="Gate">The rule in words.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Verdict">What the data say.</param>
/// <param name="Blocks">Whether the build must fail for it.</param>
/// <param name="Unit">Unit of the value.</param>
/// <param name="Value">The value, or its difference to the reference; null where nothing was measured.</param>
/// <param name="Low">Lower limit of the interval that the one-sided tests invert; null where there is none.</param>
/// <param name="High">Its upper limit.</param>
/// <param name="N">Samples behind the value; null where nothing was measured.</param>
/// <param name="Clusters">Independent units among them; null where nothing was measured.</param>
/// <param name="EffectiveClusters">Clusters of one size that would weigh as much; null without clusters.</param>
/// <param name="Reference">What the value is a difference to: a model, or <c>baseline</c>; null for a plain value.</param>
/// <param name="Test">What was tested and how; empty where nothing was.</param>
/// <param name="PassPValue">p of "the gate is violated", adjusted over the gates; null where nothing was tested.</param>
/// <param name="FailPValue">p of "the gate holds", adjusted over the gates; null where nothing was tested.</param>
/// <param name="MinimalDetectable">Smallest distance from the bound that these data would find with 80 % power; null when undefined.</param>
/// <param name="SamplesNeeded">Further samples that decide with 80 % power; null when decided or hopeless.</param>
/// <param name="OwnNoise">How far the models' own noise could move the value, where that is past the bound; null where it is not or nobody asked again.</param>
/// <param name="Note">What to know of the interval; null when there is nothing.</param>
/// <param name="Reason">Why there is no verdict, or why more samples would not help; null when there is nothing to say.</param>
/// <param name="TellingSamples">Ids of the samples that speak most against the gate, worst first.</param>
/// <param name="IsImprovement">Whether the model is better than the committed baseline by more than noise.</param>
/// <param name="At">Where the gate is declared, as <c>file:line:column</c>.</param>
internal sealed record GateRecord(
    string Gate,
    string Model,
    GateVerdict Verdict,
    bool Blocks,
    GateUnit Unit,
    double? Value,
    double? Low,
    double? High,
    long? N,
    long? Clusters,
    double? EffectiveClusters,
    string? Reference,
    string Test,
    double? PassPValue,
    double? FailPValue,
    double? MinimalDetectable,
    long? SamplesNeeded,
    double? OwnNoise,
    string? Note,
    string? Reason,
    ImmutableArray<string> TellingSamples,
    bool IsImprovement,
    string At
)
{
    /// <summary>The record of a result.</summary>
    public static GateRecord Of(GateResult gate) =>
        new(
            gate.Name,
            gate.Model,
            gate.Verdict,
            gate.Blocks,
            gate.Unit,
            gate.Estimate?.Value,
            gate.Estimate?.Low,
            gate.Estimate?.High,
            gate.Estimate?.N,
            gate.Estimate?.Clusters,
            gate.Estimate?.EffectiveClusters,
            gate.Reference,
            gate.Test,
            gate.PassPValue,
            gate.FailPValue,
            gate.MinimalDetectable,
            gate.SamplesNeeded,
            gate.OwnNoise,
            gate.Estimate?.Note,
            gate.Reason is { } reason ? GateReasonText.Of(reason) : null,
            gate.TellingSamples,
            gate.IsImprovement,
            gate.Gate.Declared.ToString()
        );
}
