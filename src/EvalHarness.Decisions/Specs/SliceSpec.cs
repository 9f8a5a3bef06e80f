using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>A part of the work that is asked for.</summary>
/// <param name="Id">The slice's name.</param>
/// <param name="Weight">Its share of the volume, above 0; weights are normalised.</param>
/// <param name="RunMetric">The metric whose value is the slice's quality; the task's first by default.</param>
[Keyword("slice")]
public sealed record SliceSpec(
    string Id,
    [Range(0, double.MaxValue, MinimumIsExclusive = true)] double Weight = 1,
    string? RunMetric = null
);
