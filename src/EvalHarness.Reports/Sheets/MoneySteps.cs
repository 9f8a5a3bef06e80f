using System.Collections.Immutable;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Verdicts;

namespace EvalHarness.Reports.Sheets;

/// <summary>
/// The bridge as rows that add up as they are read: the amounts after each step are rounded, and a step is what lies between
/// two of them; one that changes nothing is left out.
/// </summary>
internal static class MoneySteps
{
    /// <summary>The rows; empty where there is nothing beside the incumbent.</summary>
    public static ImmutableArray<MoneyStep> Of(DecisionAccount account)
    {
        var bridge = account.Result.Bridge;
        if (bridge.Length == 0)
        {
            return [];
        }

        var spec = account.Result.Spec;
        var unit = RoundedMoney.For([.. bridge.Select(step => step.Npv)], spec.Currency);
        var rows = new List<MoneyStep>();
        double level = unit.Round(bridge[0].Npv);
        rows.Add(new(BridgeWords.Of(bridge[0], spec.Currency), 0, level, unit.Text(level), MoneyKind.Told));
        foreach (var step in bridge.Skip(1).Where(step => step.Reason != BridgeReason.Alternative))
        {
            double next = unit.Round(step.Npv);
            if (next != level)
            {
                var kind = next > level ? MoneyKind.Gain : MoneyKind.Loss;
                rows.Add(new(BridgeWords.Of(step, spec.Currency), level, next, unit.Signed(next - level), kind));
            }

            level = next;
        }

        string sum = level < 0 ? "Worth less than" : "Worth more than";
        rows.Add(new($"{sum} {spec.Incumbent}, in use today", 0, level, unit.Text(level), MoneyKind.Sum));
        if (bridge[^1].Alternative is { } other)
        {
            double npv = unit.Round(account.Result.Options.First(option => option.Id == other).Npv);
            rows.Add(new($"The next best, {other}, would bring", 0, npv, unit.Text(npv), MoneyKind.Other));
        }

        return [.. rows];
    }
}
