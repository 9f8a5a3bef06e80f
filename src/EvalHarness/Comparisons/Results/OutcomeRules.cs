using EvalHarness.Core;

namespace EvalHarness.Comparisons.Results;

/// <summary>Which outcomes count, and how.</summary>
internal static class OutcomeRules
{
    /// <summary>Whether a response came back, usable or not: those without are left out of both sides of a pair.</summary>
    public static bool HasResponse(Outcome outcome) => outcome is not (Outcome.NotRun or Outcome.Failed);

    /// <summary>Whether a response came back that gives no usable answer: it counts as wrong.</summary>
    public static bool IsUnusable(Outcome outcome) => HasResponse(outcome) && outcome is not Outcome.Answered;
}
