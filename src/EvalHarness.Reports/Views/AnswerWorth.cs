using EvalHarness.Decisions.Accounts;

namespace EvalHarness.Reports.Views;

/// <summary>What a right answer instead of a wrong one is worth.</summary>
internal static class AnswerWorth
{
    /// <summary>What a decision expects, in its currency; 0 where it says nothing.</summary>
    public static double Of(DecisionAccount decision) =>
        Mean(decision, "value.per_correct") + Mean(decision, "value.per_error");

    /// <summary>What the decision on a run expects, in US dollars; one dollar where there is none in dollars.</summary>
    public static double InUsd(DecisionAccount? decision) =>
        decision is { Result.Spec.Currency: "USD" } && Of(decision) is > 0 and var worth ? worth : 1;

    private static double Mean(DecisionAccount decision, string name) =>
        decision.Inputs.FirstOrDefault(input => input.Name == name)?.Mean ?? 0;
}
