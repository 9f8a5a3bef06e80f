using System.ComponentModel.DataAnnotations;
using EvalHarness.Core;

namespace EvalHarness.Decisions.Specs;

/// <summary>What it takes to work at one level of mastery.</summary>
/// <param name="StaffPerMonth">People that a team at this level has, a month, those of the levels below included: every option that needs the level pays them while it serves. 0 by default.</param>
/// <param name="MonthsToReach">Months that a team of the level below takes to reach it, before it builds an option that needs it; 0 by default.</param>
/// <param name="CostToReach">Money that it takes a team of the level below to reach it, paid with the one-off; 0 by default.</param>
[Keyword("level")]
public sealed record LevelSpec(
    [Range(0, double.MaxValue)] Quantity? StaffPerMonth = null,
    [Range(0, double.MaxValue)] Quantity? MonthsToReach = null,
    [Range(0, double.MaxValue)] Quantity? CostToReach = null
);
