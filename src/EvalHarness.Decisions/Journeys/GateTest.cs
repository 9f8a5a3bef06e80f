namespace EvalHarness.Decisions.Journeys;

/// <summary>One test of a gate.</summary>
/// <param name="Question">What is asked, a question that yes or no answers.</param>
/// <param name="Finding">What was computed, with its numbers, or what is missing for it.</param>
/// <param name="Passed">The answer; null where it could not be computed.</param>
public sealed record GateTest(string Question, string Finding, bool? Passed);
