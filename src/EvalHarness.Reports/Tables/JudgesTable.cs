using System.Collections.Immutable;
using EvalHarness.Conclusions;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Tables;

/// <summary>What the judges of a run did.</summary>
internal static class JudgesTable
{
    /// <summary>A row a judge.</summary>
    /// <param name="judges">The judges.</param>
    public static ReportTable Of(ImmutableArray<JudgeSummary> judges) =>
        new ReportTable(
            "judges",
            "Judges",
            [
                new("task", "task"),
                new("judge", "judge"),
                new("models", "models that judged"),
                new("verdicts", "verdicts", true),
                new("without", "without a verdict", true),
                new("reasons", "why"),
                new("cost_usd", "$ for judging", true),
                new("compared", "compared with people"),
            ],
            [.. judges.Select(Row)]
        ).WithMoney("cost_usd");

    private static ImmutableArray<Cell> Row(JudgeSummary judge) =>
        [
            judge.Task,
            judge.IsEvaluator ? $"evaluator {judge.Judge}" : judge.Judge,
            string.Join(", ", judge.Models),
            Cell.Of(judge.Verdicts),
            Cell.Of(judge.Without.Values.Sum()),
            string.Join(
                ", ",
                judge.Without.Select(reason => FormattableString.Invariant($"{reason.Value:N0} {reason.Key}"))
            ),
            judge.CostUsd is { } usd ? Cell.Of((double)usd, Quantities.Money(usd)) : "unknown",
            judge.Calibration?.Agreement is { } agreement ? $"on {Show.Count(agreement.Texts, "text")}"
            : judge.AllowsUncalibrated ? "no; gates may go by it"
            : "no",
        ];
}
