using System.Collections.Immutable;

namespace EvalHarness.Decisions.Information;

/// <summary>What it is worth to know several parameters together before choosing.</summary>
/// <param name="Name">What the group is about, such as <c>qualities</c>.</param>
/// <param name="Parameters">Its uncertain parameters, the most valuable first.</param>
/// <param name="Fitted">How many of them, from the first, the figure rests on.</param>
/// <param name="Evppi">What knowing them exactly is worth; never less than its best member alone, nor more than knowing all.</param>
/// <param name="NullReference">What a shuffled copy of them would seem to be worth.</param>
/// <param name="IsRaised">Whether smoothing error put the group below its best member, which then stands in its place.</param>
public sealed record GroupValue(
    string Name,
    ImmutableArray<string> Parameters,
    int Fitted,
    double Evppi,
    double NullReference,
    bool IsRaised
)
{
    /// <summary>Whether the value stands out from that of noise, and from nothing.</summary>
    public bool IsDistinguishable => Evppi > NullReference;
}
