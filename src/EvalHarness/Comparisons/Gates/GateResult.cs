using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Gates;

/// <summary>One gate for one model, with all that is needed to say why.</summary>
/// <param name="Name">The rule in words, for example <c>accuracy not worse than gpt-4o by 2 points</c>.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Gate">The rule as declared.</param>
/// <param name="Verdict">What the data say.</param>
public sealed record GateResult(string Name, string Model, GateSpec Gate, GateVerdict Verdict)
{
    /// <summary>Unit of the estimate; of a difference between shares, points.</summary>
    public GateUnit Unit { get; init; }

    /// <summary>
    /// The value, or its difference to the reference, with the interval that the one-sided tests invert: at 95 % confidence
    /// a two-sided interval of 90 %. Null where nothing was measured.
    /// </summary>
    public Estimate? Estimate { get; init; }

    /// <summary>Of a gate on time, the most requests in flight while it was taken; null when unknown, and of other gates.</summary>
    public int? InFlight { get; init; }

    /// <summary>Model that the estimate is a difference to, <c>baseline</c> for the committed one; null for a plain value.</summary>
    public string? Reference { get; init; }

    /// <summary>What was tested and how, in a few words; empty where nothing was.</summary>
    public string Test { get; init; } = "";

    /// <summary>p of "the gate is violated", Holm-adjusted over the gates of the suite; null where nothing was tested.</summary>
    public double? PassPValue { get; init; }

    /// <summary>p of "the gate holds", Holm-adjusted over the gates of the suite; null where nothing was tested.</summary>
    public double? FailPValue { get; init; }

    /// <summary>Number of gates that the p-values are adjusted over.</summary>
    public int Family { get; init; }

    /// <summary>Smallest distance from the bound that these data would find with 80 % power; null when undefined.</summary>
    public double? MinimalDetectable { get; init; }

    /// <summary>Further samples that decide with 80 % power if the value stays as it is; null when decided or hopeless.</summary>
    public long? SamplesNeeded { get; init; }

    /// <summary>Why there is no verdict, or why more samples would not help; null when there is nothing to say.</summary>
    public GateReason? Reason { get; init; }

    /// <summary>
    /// How far another pass of the same models over the same samples could move the value by their own noise alone, where that is as
    /// far as the bound or further, so that the next run could decide otherwise; null where it is not, or nobody asked again.
    /// </summary>
    public double? OwnNoise { get; init; }

    /// <summary>Ids of the at most five samples that speak most against the gate, worst first; never their text.</summary>
    public ImmutableArray<string> TellingSamples { get; init; } = [];

    /// <summary>Whether the model is better than the committed baseline by more than noise.</summary>
    public bool IsImprovement { get; init; }

    /// <summary>Whether the build must fail: a failed gate, an error, or an undecided gate that counts as failed.</summary>
    public bool Blocks =>
        Verdict is GateVerdict.Fail or GateVerdict.Error
        || (Verdict == GateVerdict.Inconclusive && Gate.Inconclusive is (null or Inconclusive.Fail));
}
