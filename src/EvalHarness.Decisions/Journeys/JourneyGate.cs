using System.Collections.Immutable;

namespace EvalHarness.Decisions.Journeys;

/// <summary>What must hold before the next phase.</summary>
/// <param name="From">The phase before it.</param>
/// <param name="To">The phase after it.</param>
/// <param name="Tests">The tests of which all must pass.</param>
public sealed record JourneyGate(JourneyPhase From, JourneyPhase To, ImmutableArray<GateTest> Tests)
{
    /// <summary>Whether all tests passed; null where one could not be computed and none failed.</summary>
    public bool? Passed =>
        Tests.Any(test => test.Passed == false) ? false
        : Tests.All(test => test.Passed == true) ? true
        : null;
}
