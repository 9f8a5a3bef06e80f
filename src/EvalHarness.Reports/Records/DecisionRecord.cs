using System.Collections.Immutable;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Verdicts;

namespace EvalHarness.Reports.Records;

/// <summary>A decision answered, as <c>evalharness decide --json</c> prints it; the schema holds the verdict and names the rest.</summary>
/// <param name="Decision">Id of the decision.</param>
/// <param name="Question">The question that it asks.</param>
/// <param name="Currency">The currency of all money in it.</param>
/// <param name="Incumbent">Id of the option in use.</param>
/// <param name="Stamp">Hash of the decision as it was written; null where it was not read from a file.</param>
/// <param name="Draws">Draws of the Monte Carlo simulation.</param>
/// <param name="Seed">Seed of the draws.</param>
/// <param name="Verdict">What to do next; null where a finding refuses a verdict.</param>
/// <param name="Words">What to do and why, a sentence or two each.</param>
/// <param name="Best">Id of the option of the highest expected net benefit among those that may be chosen.</param>
/// <param name="Subject">Id of the option that break-evens and bridge speak of; null where there is nothing beside the incumbent.</param>
/// <param name="Options">Each option over the incumbent.</param>
/// <param name="Evpi">The expected value of knowing everything before choosing.</param>
/// <param name="EvpiStandardError">Its Monte Carlo standard error.</param>
/// <param name="Parameters">The value of knowing each uncertain input.</param>
/// <param name="Groups">The value of knowing groups of inputs together.</param>
/// <param name="Ladder">The options by cost, with the price of each further right answer.</param>
/// <param name="Acceptability">The probability of being the best buy by the price of a right answer.</param>
/// <param name="Studies">The value of each study.</param>
/// <param name="BreakEvens">Where each assumption would change the sign of each option.</param>
/// <param name="Bridge">From the usual business case to the expected value of the subject.</param>
/// <param name="ShadowPrices">What each constraint costs.</param>
/// <param name="Mix">What each option gains or loses in each part of the work.</param>
/// <param name="Findings">What a reader must know before believing the numbers, the gravest first.</param>
/// <param name="WhatIfs">Assumptions changed for this trial.</param>
/// <param name="Inputs">The inputs with their provenance.</param>
/// <param name="Journey">Where the team stands on the path from a hosted model to its own.</param>
internal sealed record DecisionRecord(
    string Decision,
    string? Question,
    string Currency,
    string Incumbent,
    string? Stamp,
    int Draws,
    long Seed,
    VerdictRecord? Verdict,
    ImmutableArray<string> Words,
    string Best,
    string? Subject,
    object Options,
    double Evpi,
    double EvpiStandardError,
    object Parameters,
    object Groups,
    object Ladder,
    object Acceptability,
    object Studies,
    object BreakEvens,
    object Bridge,
    object ShadowPrices,
    object Mix,
    object Findings,
    object WhatIfs,
    object Inputs,
    object Journey
)
{
    /// <summary>The record of a decision answered.</summary>
    public static DecisionRecord Of(DecisionAccount account)
    {
        var result = account.Result;
        var words = new VerdictWords(account);
        return new(
            result.Spec.Id,
            result.Spec.Question,
            result.Spec.Currency,
            result.Spec.Incumbent,
            account.Registration?.Stamp,
            result.Spec.MonteCarlo.Draws,
            result.Spec.MonteCarlo.Seed,
            result.Verdict is { } verdict ? VerdictRecord.Of(verdict) : null,
            [words.Headline, words.Lead],
            result.Best,
            result.Subject,
            result.Options.Select(option => Option(option, result.Spec.Option(option.Id))),
            result.Evpi,
            result.EvpiStandardError,
            result.Parameters,
            result.Groups,
            result.Ladder,
            result.Acceptability,
            result.Studies,
            result.BreakEvens,
            result.Bridge,
            result.ShadowPrices,
            result.Mix,
            result.Findings,
            account.WhatIfs,
            account.Inputs,
            account.Journey
        );
    }

    private static object Option(OptionSummary option, OptionSpec declared) =>
        new
        {
            option.Id,
            option.IsFeasible,
            option.Broken,
            npv = option.Npv,
            npv_standard_error = option.NpvStandardError,
            p5 = option.P5,
            p50 = option.P50,
            p95 = option.P95,
            p_positive = option.PPositive,
            p_best = option.PBest,
            expected_regret = option.ExpectedRegret,
            cvar5 = option.Cvar5,
            worst = option.Worst,
            effect = option.Effect,
            cost = option.Cost,
            payback_p5 = option.PaybackP5,
            payback_p50 = option.PaybackP50,
            payback_p95 = option.PaybackP95,
            license = declared.License,
            terms = declared.Terms,
            data_leaves = declared.Leaving,
        };
}

/// <summary>What to do next.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Option">Id of the option that is best as things stand.</param>
/// <param name="Study">Id of the study to make first; null where none pays.</param>
/// <param name="N">How many samples it takes; null where it has no size.</param>
/// <param name="Enbs">The study's expected net benefit; null where none is made.</param>
/// <param name="Reasons">Why, in sentences.</param>
/// <param name="Flip">The assumption that changes the answer soonest, with its break-even; null where none in its range does.</param>
internal sealed record VerdictRecord(
    VerdictAction Action,
    string Option,
    string? Study,
    double? N,
    double? Enbs,
    ImmutableArray<string> Reasons,
    object? Flip
)
{
    /// <summary>The record of a verdict.</summary>
    public static VerdictRecord Of(Verdict verdict) =>
        new(verdict.Action, verdict.Option, verdict.Study, verdict.N, verdict.Enbs, verdict.Reasons, verdict.Flip);
}
