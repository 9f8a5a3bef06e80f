using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Verdicts;

namespace EvalHarness.Cli.Views;

/// <summary>A decision as JSON for other programs: numbers unrounded, undefined as null.</summary>
internal static class DecisionJson
{
    public static object Of(DecisionAccount account)
    {
        var result = account.Result;
        var words = new VerdictWords(account);
        return new
        {
            decision = result.Spec.Id,
            question = result.Spec.Question,
            currency = result.Spec.Currency,
            incumbent = result.Spec.Incumbent,
            stamp = account.Registration?.Stamp,
            draws = result.Spec.MonteCarlo.Draws,
            seed = result.Spec.MonteCarlo.Seed,
            verdict = result.Verdict is { } verdict
                ? new
                {
                    verdict.Action,
                    verdict.Option,
                    verdict.Study,
                    verdict.N,
                    verdict.Enbs,
                    verdict.Reasons,
                    verdict.Flip,
                }
                : null,
            words = new[] { words.Ask, words.Because },
            best = result.Best,
            subject = result.Subject,
            options = result.Options.Select(Option),
            evpi = result.Evpi,
            evpi_standard_error = result.EvpiStandardError,
            parameters = result.Parameters,
            groups = result.Groups,
            ladder = result.Ladder,
            acceptability = result.Acceptability,
            studies = result.Studies,
            break_evens = result.BreakEvens,
            bridge = result.Bridge,
            shadow_prices = result.ShadowPrices,
            findings = result.Findings,
            what_ifs = account.WhatIfs,
            inputs = account.Inputs,
            journey = account.Journey,
        };
    }

    private static object Option(OptionSummary option) =>
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
        };
}
