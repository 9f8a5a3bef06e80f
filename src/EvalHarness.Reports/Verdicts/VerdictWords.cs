using System.Collections.Immutable;
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
    private readonly OptionRoles roles = new(account.Result.Spec);
    private readonly StudyWords studies = new(account.Result.Spec);

    private DecisionSpec Spec => result.Spec;

    /// <summary>The verdict in two or three words: <c>Go</c>, <c>Stop</c>, <c>Pilot first</c>.</summary>
    public string Verdict => result.Verdict is { } verdict ? Action(verdict.Action) : "No verdict";

    /// <summary>The verdict as an action and its price: <c>Not yet. First build a pilot of own, for $6,000 and 1 month.</c></summary>
    public string Headline =>
        result.Verdict switch
        {
            null => "No verdict yet. " + Count(Refusals.Length),
            { Action: VerdictAction.Go } go => $"Go. {Take(go.Option)}{Price(OneOff(go.Option))}.",
            { Action: VerdictAction.Stop } => $"Stay with {Spec.Incumbent}.",
            { } wait =>
                $"Not yet. First {studies.Does(Value(wait))}{Price(Value(wait).Cost, studies.Wait(wait.Study!))}.",
        };

    /// <summary>Why: what the choice is worth, how sure that is, what the policy asks for, and what is to be gained by the study.</summary>
    public string Lead =>
        result.Verdict switch
        {
            null => $"{string.Join(" ", Refusals.Take(2).Select(Sentence))} {Standing(false)}",
            { Action: VerdictAction.Go } go => Going(Summary(go.Option)) + Dearer(go.Option),
            { Action: VerdictAction.Stop } => Staying(),
            { } wait => $"{Standing(true)}{Dearer(result.Best)} {Learning(wait)}",
        };

    /// <summary>What changes the answer soonest, in one sentence.</summary>
    public string Turn => result.Verdict?.Flip is { } flip ? Flip(flip) + "." : Sentence(Flip(null));

    /// <summary>What is missing for a verdict, each as it was found; empty where there is one.</summary>
    public ImmutableArray<string> Refusals =>
        [.. result.Findings.Where(one => one.Severity == FindingSeverity.Refusal).Select(one => one.Message)];

    /// <summary>The option that the page speaks of; null where there is nothing beside the one in use.</summary>
    public OptionSummary? Subject => result.Options.FirstOrDefault(option => option.Id == result.Subject);

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

    /// <summary>The cheaper kinds that were not looked at, and those left out knowingly: a sentence each, where there are any.</summary>
    /// <param name="journey">The path.</param>
    public static IEnumerable<string> Untried(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        foreach (bool isKnown in new[] { false, true })
        {
            var kinds = journey.Untried.Where(kind => journey.Acknowledged.Contains(kind) == isKnown).ToArray();
            if (kinds.Length > 0)
            {
                string how = isKnown ? "left out knowingly" : "that are not among the options";
                yield return $"Cheaper ways {how}: {string.Join("; ", kinds.Select(SpecWords.Of))}.";
            }
        }
    }

    /// <summary>A level of mastery in the decision's own word, and what it means.</summary>
    /// <param name="level">The level.</param>
    public static string Mastery(Mastery level) => $"{Key(level)} ({SpecWords.Of(level)})";

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
            Decisions.Verdicts.Assumption.Volume => "answers a month",
            Decisions.Verdicts.Assumption.Quality => "right answers",
            Decisions.Verdicts.Assumption.OneOff => "cost of building it",
            Decisions.Verdicts.Assumption.Stake => "weight of right and wrong answers",
            Decisions.Verdicts.Assumption.ApiPrice => "token prices",
            Decisions.Verdicts.Assumption.FrontierRate => "errors that general models lose a year",
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
            Decisions.Verdicts.Assumption.Volume => $"{BigMoney.Count(at * account.VolumeNow)} a month",
            Decisions.Verdicts.Assumption.Quality => $"{Show.Number(100 * at, 1)} % right",
            Decisions.Verdicts.Assumption.OneOff => Money(at),
            Decisions.Verdicts.Assumption.Stake => $"{Show.Number(at, 2)} times",
            Decisions.Verdicts.Assumption.ApiPrice => $"{Show.Number(at, 2)} times",
            Decisions.Verdicts.Assumption.FrontierRate => $"{Show.Number(100 * at, 1)} % a year",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>An amount in the decision's currency.</summary>
    /// <param name="amount">The amount.</param>
    public string Money(double amount) => BigMoney.Of(amount, Spec.Currency);

    /// <summary>The range that holds nine futures in ten: <c>−$4,475 to $11,548</c>.</summary>
    /// <param name="option">The option.</param>
    public string Range(OptionSummary option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return option.P5 == option.P95 ? "nothing uncertain" : $"{Money(option.P5)} to {Money(option.P95)}";
    }

    /// <summary>When an option has paid back.</summary>
    /// <param name="option">The option.</param>
    public static string Payback(OptionSummary option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return option.PaybackP50 is { } month
            ? $"has paid back by month {Show.Number(month)} in half of the futures"
            : "does not pay back in time in half of the futures";
    }

    /// <summary>When an option has paid back in half of the futures: <c>month 29</c>, <c>at once</c>; null where it has not in time.</summary>
    /// <param name="option">The option.</param>
    public static string? PaidBack(OptionSummary option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return option.PaybackP50 switch
        {
            null => null,
            < 0.5 => "at once",
            { } month => $"month {Show.Number(month)}",
        };
    }

    /// <summary>The quality at which an option breaks even, and where it stands: <c>73.1 % right (77.6 today)</c>; null where it does not.</summary>
    /// <param name="option">Id of the option.</param>
    public string? EvenQuality(string option) =>
        result.BreakEvens.FirstOrDefault(one =>
            one.Option == option && one is { Assumption: Decisions.Verdicts.Assumption.Quality, Value: not null }
        )
            is { } even
            ? $"{Show.Number(100 * even.Value!.Value, 1)} % right ({Show.Number(100 * even.Current!.Value, 1)} {Known(option)})"
            : null;

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
                    $"{flip.Option} breaks even at {BigMoney.Count(flip.Value!.Value * account.VolumeNow)} answers a month ({BigMoney.Count(account.VolumeNow)} today)",
                Decisions.Verdicts.Assumption.Quality =>
                    $"{flip.Option} breaks even at {Show.Number(100 * flip.Value!.Value, 1)} % right answers ({Show.Number(100 * flip.Current!.Value, 1)} % {Known(flip.Option)})",
                Decisions.Verdicts.Assumption.OneOff =>
                    $"{flip.Option} breaks even where it costs {Money(flip.Value!.Value)} to build ({Money(flip.Current!.Value)} assumed)",
                Decisions.Verdicts.Assumption.Stake =>
                    $"{flip.Option} breaks even where right and wrong answers weigh {Show.Number(flip.Value!.Value, 2)} times what is assumed",
                Decisions.Verdicts.Assumption.ApiPrice =>
                    $"{flip.Option} breaks even at {Show.Number(flip.Value!.Value, 2)} times today's token prices",
                Decisions.Verdicts.Assumption.FrontierRate =>
                    $"{flip.Option} breaks even where general models lose {Show.Number(100 * flip.Value!.Value, 1)} % of their errors a year",
                _ => throw new System.Diagnostics.UnreachableException(),
            };

    /// <summary>Over how long is counted: <c>over 36 months</c>.</summary>
    public string Horizon =>
        Spec.HorizonMonths.Months is { } months ? $"over {Show.Count(months, "month")}" : "for ever";

    /// <summary>How the right answers of an option are known; those at the end of a learning curve were measured of nothing.</summary>
    private string Known(string option) =>
        !IsMeasured(option) ? "assumed"
        : Spec.Option(option).Quality?.LearningCurve is null ? "today"
        : "expected";

    private bool IsMeasured(string option) =>
        account.Inputs.Any(input =>
            input.Name == $"quality.{option}" && input.Evidence == Decisions.Specs.Provenance.Measured
        );

    private OptionSummary Summary(string option) => result.Options.First(one => one.Id == option);

    private StudyValue Value(Verdict wait) => result.Studies.First(study => study.Id == wait.Study);

    /// <summary>What an option costs once, reaching its level of mastery included.</summary>
    private double OneOff(string option) =>
        (account.Inputs.FirstOrDefault(input => input.Name == $"oneoff.{option}")?.Mean ?? 0)
        + account.Journey.CostToReach(Spec, option);

    private string Take(string option) => roles.IsBuilt(option) ? $"Build {option}" : $"Change to {option}";

    private string Price(double cost, string wait = "") =>
        (cost > 0, wait.Length > 0) switch
        {
            (true, true) => $", for {Money(cost)} and {wait}",
            (true, false) => $", for {Money(cost)}",
            (false, true) => $", for {wait} and no money",
            _ => ", for nothing",
        };

    private static string Count(int refusals) =>
        refusals == 1 ? "One thing is missing." : $"{Show.Count(refusals, "thing")} are missing.";

    private static string Sentence(string text) =>
        text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..] + (text[^1] == '.' ? "" : ".");

    private string Going(OptionSummary option)
    {
        string often = Often(option);
        string lead =
            $"{roles.Named(option.Id)} is worth {Money(option.Npv)} more than {roles.InUse}, {Horizon}. It pays in {often} futures";
        string policy =
            Spec.Policy.MinPPositive > 0 ? $"; the policy asks for {Futures.Asked(Spec.Policy.MinPPositive)}." : ".";
        return $"{lead}{policy} {Sentence("it " + Payback(option))}";
    }

    /// <summary>The dearest option that would be built at a loss where a cheaper one is chosen: the question is often asked of it.</summary>
    private string Dearer(string chosen) =>
        result.Options.Where(one => roles.IsBuilt(one.Id) && one.Npv < 0).MaxBy(one => OneOff(one.Id)) is { } dear
        && OneOff(dear.Id) > OneOff(chosen)
            ? $" {dear.Id}, for {Money(OneOff(dear.Id))}, would lose {Money(-dear.Npv)} and pays in {Often(dear)} futures."
            : "";

    private string Staying()
    {
        if (Subject is not { } other)
        {
            return "There is nothing else to choose.";
        }

        string named = roles.Named(other.Id);
        if (!other.IsFeasible)
        {
            return $"Nothing else is allowed. {named} would be {Worth(other)}, but it is ruled out: {string.Join("; ", other.Broken)}.";
        }

        return other.Npv > 0
            ? $"{named} would be {Worth(other)}, but that is too risky. {Gates(other)}"
            : $"No other option is worth more than {roles.InUse}. The best of them, {roles.Apposed(other.Id)} {Losing(other)} {Horizon} and pays in {Often(other)} futures.";
    }

    private string Losing(OptionSummary other) =>
        other.Npv < 0 ? $"would lose {Money(-other.Npv)}" : "would gain nothing";

    private string Worth(OptionSummary option) =>
        option.Npv < 0
            ? $"worth {Money(-option.Npv)} less than {roles.InUse}, {Horizon}"
            : $"worth {Money(option.Npv)} more than {roles.InUse}, {Horizon}";

    /// <summary>Where the best choice stands before the study, held against the policy.</summary>
    private string Standing(bool isHeld)
    {
        var best = Summary(result.Best);
        string allowed = result.Options.Any(option => !option.IsFeasible) ? "allowed " : "";
        if (best.Id == Spec.Incumbent)
        {
            return $"The best {allowed}choice today is {roles.InUse}{Next()}.";
        }

        string often = $"It pays in {Often(best)} futures.";
        return $"The best {allowed}choice today is {roles.Named(best.Id).TrimEnd(',')}: {Horizon} it is worth {Money(best.Npv)} more than {roles.InUse}. {(isHeld && Gates(best) is { Length: > 0 } gates ? "But " + Lower(gates) : often)}";
    }

    private string Next() =>
        Subject is { IsFeasible: true } other
            ? $"; the next best, {roles.Apposed(other.Id)} would be worth {Money(Math.Abs(other.Npv))} {(other.Npv > 0 ? "more" : "less")} {Horizon} and pays in {Often(other)} futures"
            : "";

    /// <summary>What the policy asks for that an option does not reach, in sentences; empty where it reaches all.</summary>
    private string Gates(OptionSummary option)
    {
        var policy = Spec.Policy;
        List<string> gates = [];
        if (option.PPositive < policy.MinPPositive)
        {
            gates.Add(
                $"it pays in {Often(option)} futures only, and the policy asks for {Futures.Asked(policy.MinPPositive)}"
            );
        }

        if (-option.Cvar5 > policy.MaxCvar5Loss)
        {
            gates.Add(
                $"in its worst 5 of 100 futures it loses {Money(-option.Cvar5)} on average, and the policy allows {Money(policy.MaxCvar5Loss!.Value)}"
            );
        }

        return string.Join(" ", gates.Select(Sentence));
    }

    private string Learning(Verdict wait)
    {
        var study = Value(wait);
        string more = study.DelayCost > 0 ? "its price and the wait" : "it costs";
        return $"What {study.Id} finds out may change the choice; it is worth {Money(study.Enbs)} more than {more}.";
    }

    private string Often(OptionSummary option) => Futures.Of(option.PPositive, Spec.Policy.MinPPositive);

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
