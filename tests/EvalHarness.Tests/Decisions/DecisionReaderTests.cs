using EvalHarness.Core;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Suites;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class DecisionReaderTests
{
    private const string Whole = """
        decision:
          id: fin-assistant
          question: "Spend $20M on a finance model?"
          price_date: 2023-04-01
          horizon_months: 36
          discount_rate: 0.10
          incumbent: gpt4-api
          team: { mastery: package_hosted }
          volume:
            v0_per_month: { dist: lognormal, median: 6.8e6, sigma: 0.5, source: "325k seats", owner: product }
            growth_per_year: { dist: normal, mean: 0.20, sd: 0.15 }
          value:
            per_correct: { dist: lognormal, p10: 0.5, p90: 2 }
            per_error: 1
          slices:
            - { id: headline, weight: 0.2, run_metric: weighted_f1 }
          realisation: { dist: beta, a: 3, b: 2 }
          latency: { slo_ms: 3000, penalty_per_breach: 0.002 }
          market:
            mode: ride_frontier
            frontier_error_reduction_per_year: { dist: beta, mean: 0.3333, sd: 0.178 }
            error_floor: 0.03
            api_price_decline_per_year: { dist: uniform, lo: 0.0, hi: 0.4 }
          options:
            - id: gpt4-api
              kind: prompt
              quality: 0.78
              api: { tokens_in: 1500, tokens_out: 200, price_in: { value: 30, evidence: quoted }, price_out: 60 }
              fixed_per_month: 30000
              tracks_frontier: 1.0
              continuous: true
              data_leaves: true
              vendor: openai
            - id: from-scratch-50b
              kind: from_scratch
              status: proposed
              quality: { dist: normal, mean: 0.66, sd: 0.06, lo: 0, hi: 1, basis: "published, plus tuning" }
              oneoff: { dist: lognormal, median: 20e6, sigma: 0.25, items: { compute: 2.7e6, staff: 9e6 } }
              lead_months: 9
              p_success: 0.8
              fallback: gpt4-api
              gpu: { price_per_gpu_hour: 4.10, gpus_per_replica: 8, rps_per_replica: 3, peak_factor: 6, min_replicas: 2 }
              drift_per_year: 0.01
            - id: lora
              kind: lora
              status: proposed
              quality: { uplift_over: gpt4-api, dist: normal, mean: 0.02, sd: 0.05 }
              lead_months: 2
              p_success: 0.9
          constraints:
            min_quality: [{ value: 0.5, probability: 0.95 }]
            max_vendor_share: { openai: 0.7 }
            budget_oneoff_max: 25e6
          studies:
            - { id: own-eval, type: paired_eval, options: [lora, gpt4-api], n: [100, 500], cost_fixed: 5000, cost_per_item: 13 }
            - { id: pilot, type: pilot, option: lora, sd: 0.03, cost: 150000, delay_months: 2 }
            - { id: ab-test, type: measure, parameter: realisation, sd: 0.10, cost: 200000, delay_months: 3 }
          policy: { min_enbs: 50000, min_p_positive: 0.5, max_cvar5_loss: 30e6, evsi_method: regression }
          monte_carlo: { draws: 2000, seed: 20230330 }
        """;

    [Test]
    public void Every_key_of_the_section_is_read()
    {
        var spec = Parse(Whole);
        var custom = spec.Option("from-scratch-50b");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(spec.Volume.V0PerMonth, Has.Property("Owner").EqualTo("product"));
            Assert.That(spec.Value.PerCorrect.Distribution.Quantile(0.9), Is.EqualTo(2).Within(1e-12));
            Assert.That(spec.Market.FrontierErrorReductionPerYear!.Distribution.Mean, Is.EqualTo(0.3333).Within(1e-12));
            Assert.That(custom.Oneoff.Items["compute"], Is.EqualTo(2.7e6));
            Assert.That(custom.Quality!.Basis, Is.EqualTo("published, plus tuning"));
            Assert.That(spec.Option("gpt4-api").Api!.PriceIn.Evidence, Is.EqualTo(Provenance.Quoted));
            Assert.That(spec.Studies[0].CostOf(100), Is.EqualTo(6300));
            Assert.That(spec.HorizonMonths.Months, Is.EqualTo(36));
        }
    }

    [Test]
    public void A_decision_that_was_read_can_be_answered()
    {
        var result = DecisionAnalysis.Analyse(Parse(Whole));
        Assert.That(result.Options.Single(option => option.Id == "gpt4-api").IsFeasible, Is.False);
        Assert.That(result.Findings.Select(finding => finding.Code), Has.Some.EqualTo("missing-rung"));
    }

    [TestCase("v0_per_month: { dist: lognormal,", "v0_per_month: { dist: lognormall,", 10, "lognormal")]
    [TestCase("sd: 0.06", "sd: -0.06", 37, "expected a number at least 0")]
    [TestCase("p_success: 0.8", "p_success: 1.8", 40, "must lie in [0, 1]")]
    [TestCase("fallback: gpt4-api", "fallback: gpt5-api", 41, "did you mean 'gpt4-api'?")]
    [TestCase("horizon_months: 36", "horizon_months: forever", 5, "infinite")]
    [TestCase("horizon_months: 36", "horizon_months: infinite", 5, "terminal.growth")]
    [TestCase("median: 6.8e6", "median: -6.8e6", 10, "expected a number greater than 0")]
    [TestCase("parameter: realisation", "parameter: realization", 57, "did you mean 'realisation'?")]
    [TestCase(
        "incumbent: gpt4-api",
        "incumbent: gpt4",
        7,
        "expected one of the options: from-scratch-50b, gpt4-api or lora"
    )]
    public void A_mistake_is_told_with_its_line(string right, string wrong, int line, string message)
    {
        var fault = Assert.Throws<DocumentException>(() => Parse(Whole.Replace(right, wrong)))!;
        Assert.That(fault.Message, Does.Contain(message));
        Assert.That(fault.Faults.Select(one => one.At.Line), Has.Some.EqualTo(line));
    }

    [Test]
    public void A_horizon_without_end_needs_money_that_grows_slower_than_it_is_discounted()
    {
        string text = Whole.Replace("horizon_months: 36", "horizon_months: infinite\n  terminal: { growth: 0.12 }");
        Assert.That(() => Parse(text), Throws.TypeOf<DocumentException>().With.Message.Contains("comes to no sum"));
    }

    [Test]
    public void A_matrix_of_utilities_is_the_scalar_form_of_its_range()
    {
        string text = Whole
            .Replace(
                "per_correct: { dist: lognormal, p10: 0.5, p90: 2 }",
                "classes: [fraud, ok]\n    utility: [[1, -5, -0.2], [-0.5, 0.2, -0.2]]"
            )
            .Replace("per_error: 1", "prevalence: { fraud: 0.02, ok: 0.98 }");
        var value = Parse(text).Value;
        Assert.That(value.PerCorrect.Distribution.Mean, Is.EqualTo(0.02 + 0.98 * 0.2).Within(1e-12));
        Assert.That(value.PerError.Distribution.Mean, Is.EqualTo(0.02 * 5 + 0.98 * 0.5).Within(1e-12));
    }

    private static DecisionSpec Parse(string text) => DecisionReader.Parse(text, "decision.yaml", SuiteCatalog.With());
}
