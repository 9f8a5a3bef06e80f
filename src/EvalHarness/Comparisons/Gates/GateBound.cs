using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Core;

namespace EvalHarness.Comparisons.Gates;

/// <summary>One side of a gate: a value, or its difference to a reference, must lie beyond a limit.</summary>
/// <param name="Reference">Model, or <c>baseline</c>; null for the value itself.</param>
/// <param name="Limit">The limit.</param>
/// <param name="IsLower">Whether the limit is a lower one.</param>
/// <param name="IsStrict">Whether the limit itself is not enough.</param>
internal sealed record GateBound(string? Reference, double Limit, bool IsLower, bool IsStrict = false)
{
    /// <summary>Of how many of the last runs the reference is the mean; null where it is something else.</summary>
    public int? Last { get; init; }

    /// <summary>The model's places in those of the last runs that can be compared; empty for another reference.</summary>
    public ImmutableArray<int> Places { get; init; } = [];

    /// <summary>The word for the committed baseline.</summary>
    public const string Baseline = "baseline";

    /// <summary>All sides of a gate; it holds where all of them do.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="higherIsBetter">Whether more is better.</param>
    /// <param name="margin">Margin of <c>compare:</c>.</param>
    public static ImmutableArray<GateBound> Of(GateSpec gate, bool higherIsBetter, double margin)
    {
        var bounds = ImmutableArray.CreateBuilder<GateBound>();
        if (gate.AtLeast is { } least)
        {
            bounds.Add(new GateBound(null, least, IsLower: true));
        }

        if (gate.AtMost is { } most)
        {
            bounds.Add(new GateBound(null, most, IsLower: false));
        }

        int good = higherIsBetter ? 1 : -1;
        if (gate.BetterThan is { } beaten)
        {
            bounds.Add(Beside(beaten, good * (gate.Margin ?? 0), higherIsBetter, isStrict: true));
        }

        if (gate.NotWorseThan is { } kept)
        {
            double limit = -good * (gate.Margin ?? margin);
            bounds.Add(
                kept.Last is { } runs
                    ? new GateBound(GateNames.LastRuns(runs), limit, higherIsBetter) { Last = runs }
                    : Beside(kept.Value!, limit, higherIsBetter, isStrict: false)
            );
        }

        if (gate.Within is { } near)
        {
            bounds.Add(Beside(near, -(gate.Margin ?? margin), isLower: true, isStrict: false));
            bounds.Add(Beside(near, gate.Margin ?? margin, isLower: false, isStrict: false));
        }

        return bounds.ToImmutable();
    }

    /// <summary>The number that a reference is; null when it is a model or the baseline.</summary>
    public static double? Number(string? reference) =>
        double.TryParse(reference, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && double.IsFinite(value)
            ? value
            : null;

    /// <summary>Whether a value that needs no test keeps the bound.</summary>
    private bool IsKept(double value) =>
        IsLower ? value > Limit || (!IsStrict && value >= Limit) : value < Limit || (!IsStrict && value <= Limit);

    /// <summary>Whether the value lies on the wrong side of the bound.</summary>
    public bool IsBeyond(GateEvidence evidence) =>
        evidence.Estimate.Value is { } value && (IsLower ? value < Limit : value > Limit);

    /// <summary>p of "the bound is violated".</summary>
    public double ViolatedPValue(GateEvidence evidence) =>
        evidence is FactEvidence fact ? (IsKept(fact.Value) ? 0 : 1)
        : IsEmpty(evidence) ? 0
        : IsLower ? evidence.Above(Limit)
        : evidence.Below(Limit);

    /// <summary>p of "the bound is kept".</summary>
    public double KeptPValue(GateEvidence evidence) =>
        evidence is FactEvidence fact ? (IsKept(fact.Value) ? 1 : 0)
        : IsEmpty(evidence) ? 1
        : IsLower ? evidence.Below(Limit)
        : evidence.Above(Limit);

    /// <summary>Whether no value could violate the bound.</summary>
    private bool IsEmpty(GateEvidence evidence) =>
        !IsStrict
        && evidence is not NoEvidence
        && (IsLower ? Limit <= evidence.Range.Low : Limit >= evidence.Range.High);

    private static GateBound Beside(string reference, double offset, bool isLower, bool isStrict) =>
        Number(reference) is { } number
            ? new GateBound(null, number + offset, isLower, isStrict)
            : new GateBound(reference, offset, isLower, isStrict);
}
