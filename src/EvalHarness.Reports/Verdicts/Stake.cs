using EvalHarness.Decisions.Accounts;

namespace EvalHarness.Reports.Verdicts;

/// <summary>What a right answer instead of a wrong one is worth, in US dollars.</summary>
internal static class Stake
{
    /// <summary>The expected value of the decision on a run; one dollar where there is none in dollars.</summary>
    public static double Of(DecisionAccount? decision) =>
        decision is { Result.Spec.Currency: "USD" }
        && ChoiceFigures.Mean(decision, "value.per_correct") + ChoiceFigures.Mean(decision, "value.per_error")
            is > 0
                and var stake
            ? stake
            : 1;
}
