using System.Collections.Immutable;
using EvalHarness.Decisions.Specs;

namespace EvalHarness.Decisions.Journeys;

/// <summary>Where the team stands between a hosted model and a model of its own, and what would take it further.</summary>
/// <param name="Phase">The phase of the incumbent; null where its rung is not said.</param>
/// <param name="Gates">The gates between the phases, each with its computed tests.</param>
/// <param name="Purchase">Whether GPUs should be bought, wherever on the path the team stands.</param>
/// <param name="Levels">The four levels of mastery.</param>
/// <param name="Untried">The rungs below the dearest proposal that are not among the options, the cheapest first.</param>
/// <param name="Acknowledged">Those of them that are left out knowingly.</param>
public sealed record Journey(
    JourneyPhase? Phase,
    ImmutableArray<JourneyGate> Gates,
    GateTest Purchase,
    ImmutableArray<MasteryLevel> Levels,
    ImmutableArray<OptionKind> Untried,
    ImmutableArray<OptionKind> Acknowledged
)
{
    /// <summary>The mean of what it costs to reach the level of mastery that an option asks for; 0 where it is reached, or not priced.</summary>
    /// <param name="spec">The decision.</param>
    /// <param name="option">Id of the option.</param>
    public double CostToReach(DecisionSpec spec, string option)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var reach = CashFlows.StaffInputs.ToReach(spec, spec.Option(option));
        return Levels.Where(level => reach.Contains(level.Level)).Sum(level => level.CostToReach ?? 0);
    }

    /// <summary>The phase to which a rung belongs.</summary>
    /// <param name="kind">The rung; null where it is not said.</param>
    public static JourneyPhase? PhaseOf(OptionKind? kind) =>
        kind switch
        {
            null => null,
            OptionKind.Rules or OptionKind.TraditionalMl => JourneyPhase.BeforeModels,
            OptionKind.Prompt or OptionKind.Rag or OptionKind.Cascade or OptionKind.Router => JourneyPhase.Hosted,
            OptionKind.OpenHosted or OptionKind.OpenSelfhost => JourneyPhase.Open,
            _ => JourneyPhase.Specialised,
        };
}
