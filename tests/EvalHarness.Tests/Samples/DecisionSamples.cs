using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using NUnit.Framework;

namespace EvalHarness.Tests.Samples;

/// <summary>The samples of the package of decisions, word for word as its README shows them.</summary>
[SetCulture("")]
public sealed class DecisionSamples
{
    [Test]
    public void A_decision_is_read_and_gets_its_verdict()
    {
        var spec = DecisionReader.Parse(
            """
            question: Have our letters read by a service, or build a reader of our own?
            incumbent: service
            price_date: 2026-01-15
            volume: { v0_per_month: { dist: lognormal, median: 200e3, sigma: 0.2 }, growth_per_year: 0.1 }
            value: { per_correct: 0.05, per_error: { dist: lognormal, median: 0.20, sigma: 0.5, owner: operations } }
            market: { frontier_error_reduction_per_year: 0.1 }
            realisation: 0.9
            options:
              - id: service
                quality: { dist: beta, a: 880, b: 120, evidence: measured, source: "1,000 letters read twice" }
                api: { tokens_in: 1, tokens_out: 0, price_in: { value: 15e3, evidence: quoted }, price_out: 0 }
                tracks_frontier: 1
                continuous: true
              - id: own
                status: proposed
                quality: { uplift_over: service, dist: normal, mean: 0.05, sd: 0.03 }
                oneoff: { dist: lognormal, median: 75e3, sigma: 0.3 }
                lead_months: 4
                p_success: 0.85
                fixed_per_month: 2500
            studies:
              - { id: pilot, type: pilot, option: own, sd: 0.01, cost: 6000, delay_months: 1 }
            """,
            "letters.yaml"
        );
        var verdict = DecisionAnalysis.Analyse(spec).Verdict!;
        string advice = $"{verdict.Action} ({verdict.Study}), for {string.Join(", and ", verdict.Reasons)}";

        Assert.That(
            advice,
            Is.EqualTo(
                "PilotFirst (pilot), for what pilot finds out is worth $11,130; it costs $6,000 and the wait $0,"
                    + " and as things stand service, the option in use, is best"
            )
        );
    }

    [Test]
    public void What_knowing_is_worth_is_told()
    {
        var spec = Letters;

        var result = DecisionAnalysis.Analyse(spec);
        var knowing = result.Parameters.Select(one => $"{one.Name}: {BigMoney.Of(one.Evppi, spec.Currency)}");
        string most = $"all: {BigMoney.Of(result.Evpi, spec.Currency)}, {string.Join(", ", knowing.Take(2))}";
        string pilot = BigMoney.Of(result.Studies.Single(study => study.Id == "pilot").Enbs, spec.Currency);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(most, Is.EqualTo("all: $25,777, uplift.own: $13,931, volume.v0: $8,021"));
            Assert.That(pilot, Is.EqualTo("$5,130"));
        }
    }

    [Test]
    public void Where_the_answer_changes_is_told()
    {
        var spec = Letters;

        var result = DecisionAnalysis.Analyse(spec);
        var own = result.BreakEvens.Where(one => one.Option == "own").ToDictionary(one => one.Assumption);
        string oneOff = BigMoney.Of(own[Assumption.OneOff].Value!.Value, spec.Currency);
        double timesTheVolume = own[Assumption.Volume].Value!.Value;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(oneOff, Is.EqualTo("$73,749"));
            Assert.That(timesTheVolume, Is.EqualTo(1.037).Within(0.001));
        }
    }

    [Test]
    public void Assumptions_are_changed_for_a_trial()
    {
        var spec = Letters;

        var trial = DecisionAccount.Of(new DecisionCase(spec) { WhatIfs = WhatIf.Parse("volume=2x,oneoff.own=60k") });
        var changed = trial.WhatIfs.Select(one => $"{one.Parameter} from {one.Before:N0} to {one.After:N0}");
        string advice = $"{trial.Result.Verdict!.Action} with {string.Join(", ", changed)}";

        Assert.That(advice, Is.EqualTo("Go with volume.v0 from 203,392 to 406,785, oneoff.own from 78,639 to 60,000"));
    }

    [Test]
    public void A_decision_built_in_code_takes_what_was_measured()
    {
        double[] service = [.. Enumerable.Range(0, 400).Select(letter => letter % 8 == 0 ? 0.0 : 1)];
        double[] own = [.. Enumerable.Range(0, 400).Select(letter => letter % 20 == 0 ? 0.0 : 1)];

        DecisionSpec spec = new(
            "service",
            new VolumeSpec(200_000),
            new ValueSpec(perCorrect: 0.05, perError: 0.20),
            [
                new OptionSpec("service", 0.88) { FixedPerMonth = 3_000 },
                new OptionSpec("own", 0.95) { Oneoff = 75_000, FixedPerMonth = 2_500 },
            ]
        )
        {
            Market = new MarketSpec(FrontierErrorReductionPerYear: 0.1),
        };
        // Both read the same 400 letters: 1 where right, 0 where wrong, in one order.
        double[][] drawn = JointDraws.Draw(
            [MetricRows.Mean(service), MetricRows.Mean(own)],
            spec.MonteCarlo.Draws,
            seed: 1
        );
        var draws = new Dictionary<string, double[]> { ["quality.service"] = drawn[0], ["quality.own"] = drawn[1] };
        var account = DecisionAccount.Of(new DecisionCase(spec) { Measured = new MeasuredInputs(spec, draws, []) });
        var ahead = account.Result.Options.Single(option => option.Id == "own");
        string advice = $"{account.Result.Verdict!.Action}: {BigMoney.Of(ahead.Npv, spec.Currency)}";

        using (Assert.EnterMultipleScope())
        {
            Assert.That(advice, Is.EqualTo("Go: $58,095"));
            Assert.That(ahead.PPositive, Is.EqualTo(0.986).Within(0.001));
        }
    }

    [Test]
    public void Pencil_and_paper_come_in_closed_form()
    {
        double? volume = new CostLines(FixedA: 0, VariableA: 0.015, FixedB: 2_500, VariableB: 0.001).BreakEvenVolume;
        double? rateOfReturn = CashFlowSeries.InternalRate([-75_000, 30_000, 40_000, 40_000]);
        double busy = new GpuPurchase(30_000, 0.2, 36, RentPerHour: 2.5, OpexPerHour: 0.4, 0.1).BreakEvenUtilisation;
        var going = new NormalChoice(Mean: -5_000, Sd: 60_000);
        double pilot = PilotOption.Of(going, noiseSd: 20_000, cost: 6_000, delayYears: 0.1, rate: 0.1).Value;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(volume, Is.EqualTo(178_571).Within(1));
            Assert.That(rateOfReturn, Is.EqualTo(0.207).Within(0.001));
            Assert.That(busy, Is.EqualTo(0.606).Within(0.001));
            Assert.That(pilot, Is.EqualTo(14_103).Within(1));
        }
    }

    private static DecisionSpec Letters { get; } =
        DecisionReader.Parse(
            """
            question: Have our letters read by a service, or build a reader of our own?
            incumbent: service
            price_date: 2026-01-15
            volume: { v0_per_month: { dist: lognormal, median: 200e3, sigma: 0.2 }, growth_per_year: 0.1 }
            value: { per_correct: 0.05, per_error: { dist: lognormal, median: 0.20, sigma: 0.5, owner: operations } }
            market: { frontier_error_reduction_per_year: 0.1 }
            realisation: 0.9
            options:
              - id: service
                quality: { dist: beta, a: 880, b: 120, evidence: measured, source: "1,000 letters read twice" }
                api: { tokens_in: 1, tokens_out: 0, price_in: { value: 15e3, evidence: quoted }, price_out: 0 }
                tracks_frontier: 1
                continuous: true
              - id: own
                status: proposed
                quality: { uplift_over: service, dist: normal, mean: 0.05, sd: 0.03 }
                oneoff: { dist: lognormal, median: 75e3, sigma: 0.3 }
                lead_months: 4
                p_success: 0.85
                fixed_per_month: 2500
            studies:
              - { id: pilot, type: pilot, option: own, sd: 0.01, cost: 6000, delay_months: 1 }
            """,
            "letters.yaml"
        );
}
