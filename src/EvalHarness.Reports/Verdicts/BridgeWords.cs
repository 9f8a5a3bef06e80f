using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Verdicts;

/// <summary>The steps of the bridge in the words of those who did not make the assumptions.</summary>
internal static class BridgeWords
{
    /// <summary>An honest assumption, with its size.</summary>
    /// <param name="step">The step.</param>
    /// <param name="currency">The currency of the decision.</param>
    public static string Of(BridgeStep step, string currency)
    {
        double level = step.Level ?? 0;
        return step.Reason switch
        {
            BridgeReason.Told => "As the case is usually told: the full gain from the first day, no upkeep, no risk",
            BridgeReason.Launch => $"It takes {StudyWords.Months(Math.Round(level, 1))} until it serves",
            BridgeReason.Staff => $"Somebody has to run it: {BigMoney.Of(level, currency)} a month",
            BridgeReason.Drift => $"It gets worse by {Show.Short(100 * level)} points a year",
            BridgeReason.Realisation => $"Only {Show.Number(100 * level)} % of a measured gain survives in daily use",
            BridgeReason.Failure => $"In {Futures.Of(level)} cases it does not work out",
            BridgeReason.Frontier =>
                $"General models get better: they lose {Show.Number(100 * level)} % of their errors a year",
            BridgeReason.Outages => $"Services are down for {Show.Short(level)} hours a month",
            BridgeReason.Alternative => $"Against the next best, {step.Alternative}",
            _ => step.Label,
        };
    }

    /// <summary>The same in two or three words, for a chart.</summary>
    /// <param name="step">The step.</param>
    public static string Short(BridgeStep step) =>
        step.Reason switch
        {
            BridgeReason.Told => "As usually told",
            BridgeReason.Launch => "Time until it serves",
            BridgeReason.Staff => "Running it",
            BridgeReason.Drift => "It gets worse",
            BridgeReason.Realisation => "Lost in daily use",
            BridgeReason.Failure => "It may fail",
            BridgeReason.Frontier => "General models improve",
            BridgeReason.Outages => "Outages",
            BridgeReason.Alternative => $"Next best: {step.Alternative}",
            _ => step.Label,
        };
}
