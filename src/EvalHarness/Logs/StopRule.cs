using System.Collections.Immutable;

namespace EvalHarness.Logs;

/// <summary>How a run may stop before all is asked; part of what is hashed, so no run changes its rule on the way.</summary>
/// <param name="When">What ends it: <c>decided</c>, when every declared comparison of headline metrics is.</param>
/// <param name="Looks">Number of looks at the data, by equal numbers of independent units.</param>
/// <param name="OrderHash">Hash of the order in which samples are asked, drawn by the seed before the run.</param>
public sealed record StopRule(string When, int Looks, string OrderHash)
{
    /// <summary>Looks taken so far.</summary>
    public int LooksTaken { get; init; }

    /// <summary>Whether all was decided at the last look: the requests left are not run by design, and not missing.</summary>
    public bool IsDecided { get; init; }

    /// <summary>Samples asked so far by task, the first of its order; empty before the first look.</summary>
    public IReadOnlyDictionary<string, int> Asked { get; init; } = ImmutableDictionary<string, int>.Empty;
}
