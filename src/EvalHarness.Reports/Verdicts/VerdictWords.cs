using System.Globalization;
using System.Text.Json;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Journeys;
using EvalHarness.Decisions.Rules;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Verdicts;

/// <summary>A decision in the words of a finance officer, with units.</summary>
/// <param name="account">The decision answered.</param>
public sealed class VerdictWords(DecisionAccount account)
{
    private readonly DecisionResult result = account.Result;

    private DecisionSpec Spec => result.Spec;

    /// <summary>The verdict in two or three words: <c>Go</c>, <c>Stop</c>, <c>Pilot first</c>.</summary>
    public string Verdict => result.Verdict is { } verdict ? Action(verdict.Action) : "No verdict";

    /// <summary>What to do, and what it is worth.</summary>
    public string Ask =>
        result.Verdict switch
        {
            null => "No verdict is given: " + Refusal() + ".",
            { Action: VerdictAction.Go } go =>
                $"Go with {go.Option}: {Horizon} it is worth {Money(Summary(go.Option).Npv)} more than {Spec.Incumbent}, the incumbent ({Range(Summary(go.Option))}), and it gains {Odds(Summary(go.Option).PPositive)}.",
            { Action: VerdictAction.Stop } => Stop(),
            { } wait =>
                $"Do not decide yet: {Study(wait)} first, for {Money(Value(wait).Cost)}{Delay(wait)}. It is worth {Money(wait.Enbs ?? 0)} net, because it may change the choice.",
        };

    /// <summary>What it costs, when it pays back and what would change the answer.</summary>
    public string Because =>
        result.Verdict switch
        {
            null => Standing(),
            { Action: VerdictAction.Go } go =>
                $"It costs {Money(OneOff(go.Option))} once and {Payback(Summary(go.Option))}; {Flip(go.Flip)}.",
            { Action: VerdictAction.Stop } stop => $"Nearest to changing that: {Flip(stop.Flip)}.",
            { } wait => $"{Standing()} Nearest to changing that: {Flip(wait.Flip)}.",
        };

    /// <summary>An action in the words of the report.</summary>
    /// <param name="action">The action.</param>
    public static string Action(VerdictAction action) =>
        action switch
        {
            VerdictAction.Go => "Go",
            VerdictAction.Stop => "Stop",
            VerdictAction.PilotFirst => "Pilot first",
            VerdictAction.MeasureFirst => "Measure first",
            VerdictAction.CollectMore => "Collect more",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>A phase of the path in the words of the report.</summary>
    /// <param name="phase">The phase.</param>
    public static string Phase(JourneyPhase? phase) =>
        phase switch
        {
            null => "not stated: the incumbent has no kind",
            JourneyPhase.BeforeModels => "0, rules or classic machine learning",
            JourneyPhase.Hosted => "1, a hosted general model",
            JourneyPhase.Open => "2, an open model",
            JourneyPhase.Specialised => "3, a fine-tuned or specialised model",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>A level of mastery in the decision's own word, and what it means.</summary>
    /// <param name="level">The level.</param>
    public static string Mastery(Mastery level) =>
        $"{Key(level)} ("
        + level switch
        {
            Decisions.Specs.Mastery.Operations => "calls a service",
            Decisions.Specs.Mastery.PackageHosted => "packages and hosts a model",
            Decisions.Specs.Mastery.TrainOwn => "trains a model of its own",
            Decisions.Specs.Mastery.Equipment => "owns and runs the equipment",
            _ => throw new System.Diagnostics.UnreachableException(),
        }
        + ")";

    /// <summary>A word of the decision's YAML: <c>TraditionalMl</c> is <c>traditional_ml</c>.</summary>
    /// <param name="word">A member of an enumeration.</param>
    public static string Key(Enum word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString());
    }

    /// <summary>An assumption that can be moved, in a few words.</summary>
    /// <param name="assumption">The assumption.</param>
    public static string Assumption(Assumption assumption) =>
        assumption switch
        {
            Decisions.Verdicts.Assumption.Volume => "volume",
            Decisions.Verdicts.Assumption.Quality => "right answers",
            Decisions.Verdicts.Assumption.OneOff => "one-off",
            Decisions.Verdicts.Assumption.Stake => "stake of an answer",
            Decisions.Verdicts.Assumption.ApiPrice => "token prices",
            Decisions.Verdicts.Assumption.FrontierRate => "error general models lose",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The assumption of a break-even with its unit, in a few words.</summary>
    /// <param name="one">The break-even.</param>
    /// <param name="at">A value on its scale.</param>
    public string Level(BreakEven one, double at)
    {
        ArgumentNullException.ThrowIfNull(one);
        return one.Assumption switch
        {
            Decisions.Verdicts.Assumption.Volume => $"{Show.Number(at, at < 10 ? 2 : 0)}x the volume",
            Decisions.Verdicts.Assumption.Quality => $"{Show.Number(100 * at, 1)} % right",
            Decisions.Verdicts.Assumption.OneOff => Money(at),
            Decisions.Verdicts.Assumption.Stake => $"{Show.Number(at, 2)}x the stake",
            Decisions.Verdicts.Assumption.ApiPrice => $"{Show.Number(at, 2)}x the prices",
            Decisions.Verdicts.Assumption.FrontierRate => $"{Show.Number(100 * at, 1)} % a year",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>An amount in the decision's currency.</summary>
    /// <param name="amount">The amount.</param>
    public string Money(double amount) => BigMoney.Of(amount, Spec.Currency);

    /// <summary>The range that holds nine draws in ten.</summary>
    /// <param name="option">The option.</param>
    public string Range(OptionSummary option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return option.P5 == option.P95
            ? "nothing in it is uncertain"
            : $"9 chances in 10 for {Money(option.P5)} to {Money(option.P95)}";
    }

    /// <summary>When an option has paid back.</summary>
    /// <param name="option">The option.</param>
    public static string Payback(OptionSummary option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return option.PaybackP50 is { } month
            ? $"pays back by month {Show.Number(month)} in half of the cases"
            : "does not pay back within the horizon in half of the cases";
    }

    /// <summary>The next study that pays best, with its price; null where none is proposed.</summary>
    public StudyValue? NextStudy => result.Studies.MaxBy(study => study.Enbs);

    /// <summary>What changes the answer.</summary>
    /// <param name="flip">The assumption; null for none.</param>
    public string Flip(BreakEven? flip) =>
        flip is null
            ? "no single assumption within its range changes the answer"
            : flip.Assumption switch
            {
                Decisions.Verdicts.Assumption.Volume =>
                    $"{flip.Option} would break even with {BigMoney.Count(flip.Value!.Value * account.VolumeNow)} answers a month instead of {BigMoney.Count(account.VolumeNow)}",
                Decisions.Verdicts.Assumption.Quality =>
                    $"{flip.Option} would break even with {Show.Number(100 * flip.Value!.Value, 1)} % right answers instead of {Show.Number(100 * flip.Current!.Value, 1)} %",
                Decisions.Verdicts.Assumption.OneOff =>
                    $"{flip.Option} would break even at {Money(flip.Value!.Value)} once instead of {Money(flip.Current!.Value)}",
                Decisions.Verdicts.Assumption.Stake =>
                    $"{flip.Option} would break even if a right answer were worth {Show.Number(flip.Value!.Value, 2)} times what is assumed",
                Decisions.Verdicts.Assumption.ApiPrice =>
                    $"{flip.Option} would break even at {Show.Number(flip.Value!.Value, 2)} times today's prices per token",
                Decisions.Verdicts.Assumption.FrontierRate =>
                    $"{flip.Option} would break even if general models lost {Show.Number(100 * flip.Value!.Value, 1)} % of their errors a year",
                _ => throw new System.Diagnostics.UnreachableException(),
            };

    private string Horizon =>
        Spec.HorizonMonths.Months is { } months ? $"over {Show.Count(months, "month")}" : "for ever";

    private OptionSummary Summary(string option) => result.Options.First(one => one.Id == option);

    private StudyValue Value(Verdict wait) => result.Studies.First(study => study.Id == wait.Study);

    /// <summary>What an option costs once, reaching its level of mastery included.</summary>
    private double OneOff(string option) =>
        (account.Inputs.FirstOrDefault(input => input.Name == $"oneoff.{option}")?.Mean ?? 0)
        + account.Journey.CostToReach(Spec, option);

    private string Stop()
    {
        string stay = $"Stay with {Spec.Incumbent}, the incumbent";
        if (result.Subject is not { } subject)
        {
            return stay + ": there is nothing else to choose.";
        }

        var other = Summary(subject);
        return other.Npv > 0
            ? $"{stay}: {subject} is worth {Money(other.Npv)} more {Horizon} ({Range(other)}), but it is too risky: {result.Verdict!.Reasons[0]}."
            : $"{stay}: the best alternative, {subject}, would lose {Money(-other.Npv)} {Horizon} ({Range(other)}) and gains {Odds(other.PPositive)}.";
    }

    private string Standing()
    {
        var best = Summary(result.Best);
        return best.Id == Spec.Incumbent
            ? $"As things stand {best.Id}, the incumbent, is best in expectation."
            : $"As things stand {best.Id} is best: {Horizon} worth {Money(best.Npv)} more than {Spec.Incumbent} ({Range(best)}), a gain {Odds(best.PPositive)}.";
    }

    private string Refusal()
    {
        string[] refusals =
        [
            .. result.Findings.Where(one => one.Severity == FindingSeverity.Refusal).Select(one => one.Message),
        ];
        return refusals.Length == 1
            ? refusals[0]
            : $"{refusals[0]} (and {Show.Count(refusals.Length - 1, "more reason")})";
    }

    private static string Study(Verdict wait) =>
        wait.N is { } n ? $"answer {Show.Number(n)} samples ({wait.Study})"
        : wait.Action == VerdictAction.PilotFirst ? $"build a pilot ({wait.Study})"
        : $"measure ({wait.Study})";

    private string Delay(Verdict wait) =>
        Spec.Studies.First(study => study.Id == wait.Study).DelayMonths is > 0 and var months
            ? string.Create(CultureInfo.InvariantCulture, $" and {months:0.#} months")
            : "";

    private static string Odds(double probability) =>
        probability switch
        {
            > 0 and < 0.005 => "with probability below 0.01",
            < 1 and > 0.995 => "with probability above 0.99",
            _ => $"with probability {Show.Number(probability, 2)}",
        };
}
