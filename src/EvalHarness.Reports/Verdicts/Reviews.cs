using System.Collections.Immutable;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Verdicts;

/// <summary>When to give an option up, or take it up after all, and when to look at the decision again.</summary>
/// <param name="account">The decision answered.</param>
internal sealed class Reviews(DecisionAccount account)
{
    /// <summary>Prices and general models move: no decision is older than this before it is looked at again.</summary>
    private const int QuarterMonths = 3;

    private readonly DecisionResult result = account.Result;
    private readonly VerdictWords words = new(account);

    /// <summary>Whether the subject is worth more than the incumbent as things stand.</summary>
    public bool IsAhead => Subject is { Npv: > 0 };

    /// <summary>The observations at which the subject stops being worth it, or starts to be; empty where none is in range.</summary>
    public ImmutableArray<string> Criteria =>
        Subject is null
            ? []
            :
            [
                .. result
                    .BreakEvens.Where(one => one.Option == Subject.Id && one.Value is not null)
                    .Select(Criterion)
                    .OfType<string>(),
            ];

    /// <summary>When to look again, and why then; what was due before the day of the run is overdue.</summary>
    public string Next
    {
        get
        {
            string quarter =
                $"at the latest {Day(QuarterMonths)}: by then prices and general models have moved for a quarter";
            string next = result.Verdict switch
            {
                { Action: VerdictAction.Go, Option: { } option } when Lead(option) is > 0 and var lead => lead
                <= QuarterMonths
                    ? $"When {option} goes live, {Day(lead)}, and {quarter}."
                    : $"{Upper(quarter)}; then when {option} goes live, {Day(lead)}.",
                { Study: { } study } => $"As soon as {study} is read{Delay(study)}, {quarter}.",
                _ => Upper(quarter) + ".",
            };
            return Overdue + next;
        }
    }

    /// <summary>Prices that were due for another look before the run; empty where none were.</summary>
    private string Overdue =>
        result.Spec.PriceDate?.AddMonths(QuarterMonths) is { } due && due < account.Day
            ? $"The prices should have been looked at again by {Show.Day(due)}. "
            : "";

    private OptionSummary? Subject => result.Options.FirstOrDefault(option => option.Id == result.Subject);

    private string? Criterion(BreakEven one)
    {
        double value = one.Value!.Value;
        bool isLess = one.AtLow < one.AtHigh == IsAhead;
        string more = isLess ? "fewer" : "more";
        string above = isLess ? "below" : "above";
        return one.Assumption switch
        {
            Assumption.Volume =>
                $"{more} than {BigMoney.Count(value * account.VolumeNow)} answers a month are asked for ({BigMoney.Count(account.VolumeNow)} assumed)",
            Assumption.Quality =>
                $"{more} than {Show.Number(100 * value, 1)} % of its answers are right ({Show.Number(100 * one.Current!.Value, 1)} % assumed)",
            Assumption.OneOff =>
                $"building it comes to {(isLess ? "less" : "more")} than {words.Money(value)} ({words.Money(one.Current!.Value)} assumed)",
            Assumption.Stake =>
                $"a right answer is worth {(isLess ? "less" : "more")} than {Show.Number(value, 2)} times what is assumed",
            Assumption.ApiPrice => $"prices per token are {above} {Show.Number(value, 2)} times today's",
            Assumption.FrontierRate =>
                $"general models lose {(isLess ? "less" : "more")} than {Show.Number(100 * value, 1)} % of their errors a year",
            _ => null,
        };
    }

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private double Lead(string option) =>
        account.Inputs.FirstOrDefault(input => input.Name == $"lead.{option}")?.Mean ?? 0;

    private string Delay(string study) =>
        result.Spec.Studies.FirstOrDefault(one => one.Id == study)?.DelayMonths is > 0 and var months
            ? $", {Day(months)}"
            : "";

    /// <summary>A day so many months after the run, or after the day of the prices; the months alone where neither is known.</summary>
    private string Day(double months) =>
        (account.Day ?? result.Spec.PriceDate) is { } from
            ? "by " + Show.Day(from.AddMonths((int)Math.Ceiling(months)))
            : $"after {StudyWords.Months(months)}";
}
