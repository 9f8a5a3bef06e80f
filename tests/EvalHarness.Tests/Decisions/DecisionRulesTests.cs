using EvalHarness.Decisions.Distributions;
using EvalHarness.Decisions.Rules;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class DecisionRulesTests
{
    private static readonly OptionSpec Big = new("big", 0.9, OptionKind.FromScratch, Status: OptionStatus.Proposed)
    {
        LeadMonths = 9,
        PSuccess = 0.8,
    };

    [Test]
    public void A_complete_decision_is_not_refused() => Assert.That(Grave(Examples.Worked("example-S3", 10)), Is.Empty);

    [Test]
    public void A_frontier_that_is_not_mentioned_refuses_the_verdict() =>
        Assert.That(Codes(Examples.Plain() with { Market = new MarketSpec() }), Has.Some.EqualTo("no-frontier"));

    [Test]
    public void A_model_to_be_built_needs_time_and_odds()
    {
        var vague = Big with { LeadMonths = null, PSuccess = null };
        Assert.That(Codes(Examples.Plain(vague)), Is.SupersetOf(new[] { "no-lead", "no-success" }));
    }

    [Test]
    public void A_router_counts_as_the_cascade_rung()
    {
        var router = new OptionSpec("router", 0.85, OptionKind.Router);
        string[] missing = [.. Missing(Examples.Plain(Big, router))];
        Assert.That(missing, Is.EqualTo(new[] { "Rules", "TraditionalMl", "Prompt", "Rag", "Lora" }));
    }

    [Test]
    public void A_quoted_price_needs_its_date()
    {
        var priced = new OptionSpec("api", 0.8)
        {
            Api = new ApiSpec(1500, 200, new Quantity(30, evidence: Provenance.Quoted), 60),
        };
        Assert.That(Codes(Examples.Plain(priced)), Has.Some.EqualTo("no-price-date"));
        Assert.That(
            Codes(Examples.Plain(priced) with { PriceDate = new DateOnly(2023, 4, 1) }),
            Has.None.EqualTo("no-price-date")
        );
    }

    [Test]
    public void A_share_of_right_answers_beside_a_matrix_of_utilities_is_warned_of()
    {
        var curve = new LearningCurveSpec([100, 200], [60, 70], [100, 100], 1000);
        var learner = new OptionSpec("learner", new QualitySpec(LearningCurve: curve));
        var matrix = new ValueSpec(
            classes: ["a", "b"],
            utility:
            [
                [1, -5],
                [-1, 1],
            ],
            prevalence: new Dictionary<string, double> { ["a"] = 0.1, ["b"] = 0.9 }
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Codes(Examples.Plain(learner)), Has.None.EqualTo("utility-scale"));
            Assert.That(Codes(Examples.Plain(learner) with { Value = matrix }), Has.Some.EqualTo("utility-scale"));
            Assert.That(
                Codes(Examples.Plain(learner) with { Value = matrix, Slices = [new SliceSpec("x", 1, "f1")] }),
                Has.Some.EqualTo("run-metric-unread")
            );
        }
    }

    [Test]
    public void Progress_booked_as_quality_and_as_price_is_warned_of()
    {
        var twice = Examples.Plain() with
        {
            Market = new MarketSpec(FrontierErrorReductionPerYear: 0.3, ApiPriceDeclinePerYear: 0.7),
        };
        Assert.That(Codes(twice), Has.Some.EqualTo("two-regimes"));
    }

    [Test]
    public void Risk_in_the_odds_and_in_the_rate_is_warned_of() =>
        Assert.That(Codes(Examples.Plain(Big) with { DiscountRate = 0.25 }), Has.Some.EqualTo("risk-twice"));

    [Test]
    public void Offline_taken_as_online_is_warned_of() =>
        Assert.That(Codes(Examples.Plain()), Has.Some.EqualTo("offline-is-online"));

    [Test]
    public void Compute_taken_as_the_whole_cost_is_warned_of()
    {
        var items = new Dictionary<string, double> { ["compute"] = 3e6 };
        var option = Big with { Oneoff = new Quantity(3e6, items: items) };
        Assert.That(Codes(Examples.Plain(option)), Has.Some.EqualTo("compute-only"));
    }

    [Test]
    public void Sunk_money_is_noted_and_not_counted()
    {
        var spec = Examples.Plain(new OptionSpec("better", 0.9));
        var sunk = Examples.Plain(new OptionSpec("better", 0.9) { Sunk = 1e6 });
        Assert.That(Codes(sunk), Has.Some.EqualTo("sunk"));
        Assert.That(
            DecisionAnalysis.Analyse(sunk).Options[1].Npv,
            Is.EqualTo(DecisionAnalysis.Analyse(spec).Options[1].Npv)
        );
    }

    [Test]
    public void An_option_above_the_team_is_warned_of()
    {
        var spec = Examples.Plain(Big) with { Team = new TeamSpec(Mastery.Operations) };
        Assert.That(Codes(spec), Has.Some.EqualTo("mastery"));
    }

    [Test]
    public void Impossible_numbers_are_invalid()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Grave(Examples.Plain() with { Volume = new VolumeSpec(-1) }), Is.Not.Empty);
            Assert.That(Grave(Examples.Plain() with { DiscountRate = -1.0 }), Is.Not.Empty);
            Assert.That(Grave(Examples.Plain(new OptionSpec("x", 1.2))), Is.Not.Empty);
            Assert.That(Grave(Examples.Plain(new OptionSpec("x", double.NaN))), Is.Not.Empty);
            Assert.That(Grave(Examples.Plain(new OptionSpec("x", new BetaDistribution(0, 2)))), Is.Not.Empty);
            Assert.That(Grave(Examples.Plain(new OptionSpec("hosted", 0.9))), Is.Not.Empty);
        }
    }

    [Test]
    public void An_invalid_decision_is_not_computed() =>
        Assert.That(
            () => DecisionAnalysis.Analyse(Examples.Plain() with { Volume = new VolumeSpec(-1) }),
            Throws.ArgumentException.With.Message.Contains("volume.v0")
        );

    private static IEnumerable<string> Missing(DecisionSpec spec) =>
        DecisionRules.Check(spec).Where(one => one.Code == "missing-rung").Select(one => one.Subject);

    private static IEnumerable<string> Codes(DecisionSpec spec) => DecisionRules.Check(spec).Select(one => one.Code);

    private static IEnumerable<Finding> Grave(DecisionSpec spec) =>
        DecisionRules.Check(spec).Where(one => one.Severity == FindingSeverity.Invalid);
}
