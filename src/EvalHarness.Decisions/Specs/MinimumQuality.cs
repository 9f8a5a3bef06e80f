using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>A chance constraint on quality.</summary>
/// <param name="Value">The quality that must be reached.</param>
/// <param name="Probability">The posterior probability with which it must be; 0.95 by default.</param>
/// <param name="Slice">The slice that is meant; the whole mix by default.</param>
[Keyword("minimum")]
public sealed record MinimumQuality(
    [Range(0, 1)] double Value,
    [Range(0, 1)] double Probability = 0.95,
    string? Slice = null
);
