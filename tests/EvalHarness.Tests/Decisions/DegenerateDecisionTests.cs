using System.Text.Json;
using System.Text.Json.Serialization;
using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Suites;
using EvalHarness.Yaml;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

/// <summary>Inputs at the edge of sense: each has an answer of plain numbers, or one line that says where and why not.</summary>
public sealed class DegenerateDecisionTests
{
    private const string Whole = """
        incumbent: general
        volume: { v0_per_month: { dist: lognormal, median: 1e5, sigma: 0.4 }, growth_per_year: 0.2 }
        value: { per_correct: 1, per_error: 1 }
        market: { frontier_error_reduction_per_year: 0.1 }
        options:
          - { id: general, quality: { dist: beta, mean: 0.8, sd: 0.03 }, api: { tokens_in: 1500, tokens_out: 200, price_in: 2.5, price_out: 10 }, continuous: true, tracks_frontier: 1 }
          - { id: custom, quality: { dist: normal, mean: 0.85, sd: 0.03 }, oneoff: 1e5, lead_months: 3, p_success: 0.9, retrain_every_months: 0 }
        studies: [{ id: pilot, type: pilot, option: custom, sd: 0.03, cost: 20000 }]
        monte_carlo: { draws: 400 }
        horizon_months: 36
        discount_rate: 0.1
        """;

    private static readonly JsonSerializerOptions Strict = new() { NumberHandling = JsonNumberHandling.Strict };

    [TestCase("draws: 400", "draws: 1")]
    [TestCase("draws: 400", "draws: 2")]
    [TestCase("sigma: 0.4", "sigma: 0")]
    [TestCase("growth_per_year: 0.2", "growth_per_year: -0.5")]
    [TestCase("growth_per_year: 0.2", "growth_per_year: -1")]
    [TestCase("discount_rate: 0.1", "discount_rate: -0.5")]
    [TestCase("discount_rate: 0.1", "discount_rate: 0")]
    [TestCase("median: 1e5", "median: 1e15")]
    [TestCase("{ dist: lognormal, median: 1e5, sigma: 0.4 }", "0")]
    [TestCase("lead_months: 3", "lead_months: 48")]
    [TestCase("p_success: 0.9", "p_success: 0")]
    [TestCase("p_success: 0.9", "p_success: 1")]
    [TestCase("per_correct: 1, per_error: 1", "per_correct: 0, per_error: 0")]
    [TestCase("mean: 0.85, sd: 0.03", "mean: 0.2, sd: 0.001")]
    [TestCase("mean: 0.85, sd: 0.03", "mean: 0.85, sd: 0")]
    [TestCase("horizon_months: 36", "horizon_months: 1")]
    [TestCase("horizon_months: 36", "horizon_months: 1200")]
    [TestCase("horizon_months: 36", "horizon_months: infinite\nterminal: { growth: 0.02 }")]
    [TestCase("horizon_months: 36", "horizon_months: infinite\nterminal: { growth: -1 }")]
    [TestCase("discount_rate: 0.1", "constraints: { budget_oneoff_max: 0 }")]
    [TestCase("discount_rate: 0.1", "realisation: 0")]
    [TestCase("retrain_every_months: 0", "retrain_every_months: 1, retrain_cost: 10, fallback: general")]
    [TestCase("{ dist: beta, mean: 0.8, sd: 0.03 }", "{ dist: discrete, values: [0.7, 0.8], p: [1, 3] }")]
    [TestCase("{ dist: beta, mean: 0.8, sd: 0.03 }", "0")]
    [TestCase("{ dist: beta, mean: 0.8, sd: 0.03 }", "1")]
    public void An_answer_holds_only_numbers(string usual, string edge)
    {
        var account = Answer(Whole.Replace(usual, edge));
        // Neither has a spelling in JSON that is a number: the serializer refuses both.
        Assert.That(() => JsonSerializer.Serialize(account.Result with { Spec = null! }, Strict), Throws.Nothing);
        Assert.That(() => JsonSerializer.Serialize(account.Surface, Strict), Throws.Nothing);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(account.Result.Verdict, Is.Not.Null);
            Assert.That(account.Result.Evpi, Is.GreaterThanOrEqualTo(0));
            Assert.That(account.Result.Options.Sum(option => option.PBest), Is.EqualTo(1).Within(1e-9));
            Assert.That(account.Result.Parameters.Select(one => one.Evppi), Is.All.InRange(0, account.Result.Evpi));
        }
    }

    [TestCase("draws: 400", "draws: 0", "'0' for 'draws'; expected a whole number at least 1")]
    [TestCase("1e5, sigma: 0.4", "1e300, sigma: 0.4", "for volume.v0; expected at most 1E+18")]
    [TestCase("{ dist: lognormal, median: 1e5, sigma: 0.4 }", "-5", "-5 for volume.v0; expected at least 0")]
    [TestCase(
        "median: 1e5, sigma: 0.4",
        "p10: 200, p90: 100",
        "volume.v0: p10 must be above 0 and not above p90, were 200 and 100"
    )]
    [TestCase("median: 1e5, sigma: 0.4", "p10: 0, p90: 100", "'0' for 'p10'; expected a number greater than 0")]
    [TestCase("growth_per_year: 0.2", "growth_per_year: 1e200", "for volume.growth; expected at most 100")]
    [TestCase("price_in: 2.5", "price_in: -2.5", "-2.5 for api.price_in.general; expected at least 0")]
    [TestCase("tokens_in: 1500", "tokens_in: -1", "-1 for api.tokens_in.general; expected at least 0")]
    [TestCase("per_error: 1", "per_error: -1", "-1 for 'per_error'; expected at least 0")]
    [TestCase("per_error: 1", "per_error: .nan", "'.nan' for 'per_error'; expected a number")]
    [TestCase("per_error: 1", "per_error: .inf", "'.inf' for 'per_error'; expected a number")]
    [TestCase(
        "mean: 0.8, sd: 0.03",
        "mean: 0, sd: 0.03",
        "'0' for 'mean'; expected a number greater than 0 and less than 1"
    )]
    [TestCase(
        "mean: 0.8, sd: 0.03",
        "mean: 1, sd: 0.03",
        "'1' for 'mean'; expected a number greater than 0 and less than 1"
    )]
    [TestCase(
        "mean: 0.8, sd: 0.03",
        "mean: 0.8, sd: 0.45",
        "'0.45' for 'sd'; expected less than 0.4, as the mean is 0.8"
    )]
    [TestCase(
        "mean: 0.8, sd: 0.03",
        "mean: 0.8, sd: 0",
        "'0' for 'sd'; expected a number greater than 0 and less than 0.5"
    )]
    [TestCase(
        "{ dist: beta, mean: 0.8, sd: 0.03 }",
        "{ dist: discrete, values: [0.7], p: [0] }",
        "probabilities must be at least 0 and not all 0"
    )]
    [TestCase(
        "per_correct: 1, per_error: 1",
        "classes: [a, b], utility: [[1, 0], [0, 1]], prevalence: { a: 0.5, b: 0.6 }",
        "'prevalence' must sum to 1, sums to 1.1"
    )]
    [TestCase(
        "per_correct: 1, per_error: 1",
        "classes: [a, b], utility: [[1, 0], [0]], prevalence: { a: 0.5, b: 0.5 }",
        "every row of 'utility' needs a column"
    )]
    [TestCase(
        "per_correct: 1, per_error: 1",
        "classes: [a, b], utility: [[1, 1], [2, 2]], prevalence: { a: 0.5, b: 0.5 }",
        "every row of 'utility' is the same"
    )]
    [TestCase(
        "per_correct: 1, per_error: 1",
        "classes: [a, a], utility: [[1, 0], [0, 1]], prevalence: { a: 1 }",
        "'classes' names one of them twice"
    )]
    [TestCase(
        "horizon_months: 36",
        "horizon_months: 0",
        "for a horizon; expected a whole number of months from 1 to 1200"
    )]
    [TestCase(
        "horizon_months: 36",
        "horizon_months: 100000",
        "for a horizon; expected a whole number of months from 1 to 1200"
    )]
    [TestCase(
        "horizon_months: 36",
        "horizon_months: infinite\nterminal: { growth: 0.1 }",
        "an infinite horizon that comes to no sum"
    )]
    [TestCase(
        "horizon_months: 36",
        "horizon_months: infinite\nterminal: { growth: -2 }",
        "'-2' for 'growth'; expected a number at least -1"
    )]
    [TestCase("discount_rate: 0.1", "discount_rate: -1", "-1 for discount_rate; expected at least -0.9999")]
    [TestCase(
        "discount_rate: 0.1",
        "constraints: { budget_oneoff_max: -1 }",
        "'-1' for 'budget_oneoff_max'; expected a number at least 0"
    )]
    [TestCase(
        "discount_rate: 0.1",
        "constraints: { min_quality: [{ value: 1.5 }] }",
        "'1.5' for 'value'; expected a number at least 0 and at most 1"
    )]
    [TestCase(
        "discount_rate: 0.1",
        "constraints: { min_quality: [{ value: 0.5, slice: esy }] }\nslices: [{ id: easy }]",
        "'esy' for 'slice'; expected one of 'slices:': easy; did you mean 'easy'?"
    )]
    [TestCase(
        "discount_rate: 0.1",
        "constraints: { max_vendor_share: { openai: 0.5 } }",
        "'openai' for 'max_vendor_share'; expected the 'vendor:' of an option"
    )]
    [TestCase(
        "discount_rate: 0.1",
        "slices: [{ id: a, weight: 0 }]",
        "'0' for 'weight'; expected a number greater than 0"
    )]
    [TestCase(
        "discount_rate: 0.1",
        "slices: [{ id: a }, { id: a }]",
        "'a' for more than one slice; expected each name once"
    )]
    [TestCase(
        "discount_rate: 0.1",
        "policy: { min_p_positive: 7 }",
        "'7' for 'min_p_positive'; expected a number at least 0 and at most 1"
    )]
    [TestCase(
        "retrain_every_months: 0",
        "retrain_every_months: -3",
        "'-3' for 'retrain_every_months'; expected a whole number at least 0"
    )]
    [TestCase(
        "type: pilot, option: custom, sd: 0.03",
        "type: pilot, option: custom, sd: -1",
        "'-1' for 'sd'; expected a number at least 0"
    )]
    [TestCase(
        "type: pilot, option: custom, sd: 0.03",
        "type: paired_eval, options: [custom, general], n: [0]",
        "'0' for 'n'; expected a number at least 1"
    )]
    [TestCase(
        "type: pilot, option: custom, sd: 0.03",
        "type: paired_eval, options: [custom, custom], n: [9]",
        "one option twice for 'options'; expected two options"
    )]
    [TestCase(
        "cost: 20000",
        "cost: 20000, cost_per_item: -1",
        "'-1' for 'cost_per_item'; expected a number at least 0"
    )]
    [TestCase(
        "mean: 0.85, sd: 0.03",
        "mean: 0.85, sd: 0.03, protocol_sd: -1",
        "'-1' for 'protocol_sd'; expected a number at least 0"
    )]
    [TestCase(
        "{ dist: normal, mean: 0.85, sd: 0.03 }",
        "{ uplift_over: other, value: 0.1 }",
        "'other' for 'uplift_over'; expected another option: general"
    )]
    [TestCase(
        "{ dist: normal, mean: 0.85, sd: 0.03 }",
        "{ learning_curve: { sizes: [100, 200], correct: [50], total: [100, 200], at: 400 } }",
        "expected two sizes or more, and both counts for each"
    )]
    [TestCase(
        "{ dist: normal, mean: 0.85, sd: 0.03 }",
        "{ learning_curve: { sizes: [0, 200], correct: [5, 9], total: [10, 10], at: 400 } }",
        "'0' for 'sizes'; expected a number greater than 0"
    )]
    [TestCase(
        "{ dist: normal, mean: 0.85, sd: 0.03 }",
        "{ learning_curve: { sizes: [100, 200], correct: [5, 11], total: [10, 10], at: 400 } }",
        "expected right answers between 0 and all"
    )]
    public void What_makes_no_sense_is_one_line(string right, string wrong, string line)
    {
        var fault = Assert.Throws<DocumentException>(() => Answer(Whole.Replace(right, wrong)))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(fault.Message, Does.Match(@"^d\.yaml:\d+:\d+: ").And.Contains(line));
            Assert.That(fault.Message.Split('\n'), Has.Length.EqualTo(1));
        }
    }

    [TestCase("incumbent: general", "incumbent: genral", "did you mean 'general'?")]
    [TestCase("type: pilot, option: custom,", "type: pilot, option: custon,", "did you mean 'custom'?")]
    [TestCase("type: pilot, option: custom,", "type: measure, parameter: realization,", "did you mean 'realisation'?")]
    [TestCase("p_success: 0.9", "p_success: 0.9, fallback: generall", "did you mean 'general'?")]
    public void A_name_that_is_none_is_told_with_the_nearest(string right, string wrong, string mend) =>
        Assert.That(
            () => Answer(Whole.Replace(right, wrong)),
            Throws.TypeOf<DocumentException>().With.Message.Contains(mend)
        );

    [Test]
    public void Uplifts_that_run_in_a_circle_are_told()
    {
        string text = Whole
            .Replace("quality: { dist: beta, mean: 0.8, sd: 0.03 }", "quality: { uplift_over: custom, value: 0.1 }")
            .Replace(
                "quality: { dist: normal, mean: 0.85, sd: 0.03 }",
                "quality: { uplift_over: general, value: 0.1 }"
            );
        Assert.That(() => Answer(text), Throws.TypeOf<DocumentException>().With.Message.Contains("run in a circle"));
    }

    [Test]
    public void A_lead_beyond_the_horizon_buys_nothing()
    {
        var result = Answer(Whole.Replace("lead_months: 3", "lead_months: 48")).Result;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Options[1].Npv, Is.EqualTo(-1e5).Within(1e-6));
            Assert.That(result.Evpi, Is.Zero);
            Assert.That(result.Verdict!.Action, Is.EqualTo(VerdictAction.Stop));
        }
    }

    [Test]
    public void What_never_works_costs_its_one_off_and_no_more()
    {
        var result = Answer(Whole.Replace("p_success: 0.9", "p_success: 0")).Result;
        Assert.That(result.Options[1].Npv, Is.EqualTo(-1e5).Within(1e-6));
        Assert.That(result.Parameters.Select(one => one.Name), Has.None.StartsWith("success."));
    }

    private static DecisionAccount Answer(string text)
    {
        var findings = new FaultCollector();
        var section = YamlComposer.Compose(text, "d.yaml", findings)!;
        return DecisionAccount.Of(DecisionCase.Of(section, SuiteCatalog.With(), _ => null));
    }
}
