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
