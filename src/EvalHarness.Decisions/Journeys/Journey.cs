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

/// <summary>The phases of the path.</summary>
public enum JourneyPhase
{
    /// <summary>Rules or classic machine learning: not on the path yet.</summary>
    BeforeModels,

    /// <summary>A hosted proprietary model.</summary>
    Hosted,

    /// <summary>An open model, hosted or on one's own machines.</summary>
    Open,

    /// <summary>A fine-tuned or specialised model.</summary>
    Specialised,
}

/// <summary>What must hold before the next phase.</summary>
/// <param name="From">The phase before it.</param>
/// <param name="To">The phase after it.</param>
/// <param name="Tests">Its tests.</param>
public sealed record JourneyGate(JourneyPhase From, JourneyPhase To, ImmutableArray<GateTest> Tests)
{
    /// <summary>Whether all tests passed; null where one could not be computed and none failed.</summary>
    public bool? Passed =>
        Tests.Any(test => test.Passed == false) ? false
        : Tests.All(test => test.Passed == true) ? true
        : null;
}

/// <summary>One test of a gate.</summary>
/// <param name="Question">What is asked.</param>
/// <param name="Finding">What was computed, with its numbers, or what is missing for it.</param>
/// <param name="Passed">The answer; null where it could not be computed.</param>
public sealed record GateTest(string Question, string Finding, bool? Passed);

/// <summary>A level of mastery.</summary>
/// <param name="Level">The level.</param>
/// <param name="IsReached">Whether the team says that it masters it; null where it says nothing.</param>
/// <param name="Options">The options that ask for it.</param>
public sealed record MasteryLevel(Mastery Level, bool? IsReached, ImmutableArray<string> Options);
