using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>How many answers are asked for.</summary>
/// <param name="V0PerMonth">Answers a month today, at least 0.</param>
/// <param name="GrowthPerYear">Relative growth a year, 0 by default; a fall of more than 99 % counts as 99 %.</param>
[Keyword("volume")]
public sealed record VolumeSpec(
    [Range(0, double.MaxValue)] Quantity V0PerMonth,
    [Range(-1, double.MaxValue)] Quantity? GrowthPerYear = null
)
{
    /// <summary>Relative growth a year.</summary>
    public Quantity GrowthPerYear { get; init; } = GrowthPerYear ?? 0.0;
}

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

/// <summary>What a late answer costs.</summary>
/// <param name="SloMs">The time within which an answer should come, in milliseconds.</param>
/// <param name="PenaltyPerBreach">The cost of one answer that comes later; nothing by default.</param>
/// <param name="PricePerSecond">The cost of one second of waiting for one answer; nothing by default.</param>
[Keyword("lateness")]
public sealed record LatencySpec(
    [Range(0, double.MaxValue)] double SloMs = 0,
    [Range(0, double.MaxValue)] Quantity? PenaltyPerBreach = null,
    [Range(0, double.MaxValue)] Quantity? PricePerSecond = null
);

/// <summary>Who is to run it all.</summary>
/// <param name="Mastery">What the team has mastered.</param>
[Keyword("team")]
public sealed record TeamSpec(Mastery Mastery);
