using System.Collections.Immutable;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Journeys;

/// <summary>What a team can do by itself, whether it can, and which options ask for it.</summary>
/// <param name="Level">What is mastered.</param>
/// <param name="IsReached">Whether the team says that it masters it; null where it says nothing.</param>
/// <param name="Options">The options that ask for it.</param>
public sealed record MasteryLevel(Mastery Level, bool? IsReached, ImmutableArray<string> Options)
{
    /// <summary>The mean of what the staff of a team at this level costs a month; null where nobody says.</summary>
    public double? StaffPerMonth { get; init; }

    /// <summary>The mean of the months that a team of the level below takes to reach it; null where nobody says.</summary>
    public double? MonthsToReach { get; init; }

    /// <summary>The mean of the money that it takes a team of the level below to reach it; null where nobody says.</summary>
    public double? CostToReach { get; init; }
}
