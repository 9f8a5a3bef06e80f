using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class CashFlowEngineTests
{
    [Test]
    public void The_incumbent_gains_nothing_over_itself()
    {
        var spec = Examples.Worked("example-S3", 500);
        var outcomes = CashFlowEngine.Simulate(spec, ParameterDraws.Sample(spec));
        Assert.That(outcomes.Incremental()[outcomes.Incumbent], Is.All.Zero);
    }

    [Test]
    public void Waiting_changes_nothing_for_the_incumbent()
    {
        var spec = Examples.Worked("example-S3", 500);
        var draws = ParameterDraws.Sample(spec);
        Assert.That(
            CashFlowEngine.Simulate(spec, draws, delayMonths: 6).NetBenefit[0],
            Is.EqualTo(CashFlowEngine.Simulate(spec, draws).NetBenefit[0])
        );
    }

    [Test]
    public void A_fixed_uplift_is_worth_its_annuity()
    {
        var spec = Examples.Plain(new OptionSpec("better", 0.9) { FixedPerMonth = 3000, Oneoff = 50_000 });
        double gain = CashFlowEngine.Simulate(spec, ParameterDraws.Sample(spec)).Incremental()[1][0];
        double perMonth = (100_000 * 0.1 * 2) - 2000;
        Assert.That(gain, Is.EqualTo((perMonth * CashFlowSeries.MidMonthAnnuity(0.1, 36)) - 50_000).Within(1e-6));
    }

    [Test]
    public void The_last_draws_do_not_depend_on_how_many_come_before_them()
    {
        var few = Examples.Worked("example-S3", 300);
        var many = Examples.Worked("example-S3", 3000);
        double[] part = CashFlowEngine.Simulate(few, ParameterDraws.Sample(few)).NetBenefit[3];
        double[] whole = CashFlowEngine.Simulate(many, ParameterDraws.Sample(many)).NetBenefit[3];
        Assert.That(whole[..300], Is.EqualTo(part));
    }

    [Test]
    public void An_option_that_fails_keeps_its_one_off_and_nothing_else()
    {
        var option = new OptionSpec("bet", 0.99) { Oneoff = 1000, PSuccess = 0.0 };
        var spec = Examples.Plain(option);
        Assert.That(
            CashFlowEngine.Simulate(spec, ParameterDraws.Sample(spec)).Incremental()[1],
            Is.All.EqualTo(-1000).Within(1e-9)
        );
    }

    [Test]
    public void The_fallback_serves_until_launch()
    {
        var ready = new OptionSpec("ready", 0.9);
        var later = new OptionSpec("later", 0.9) { LeadMonths = 36, Fallback = "ready" };
        var spec = Examples.Plain(ready, later);
        double[][] gain = CashFlowEngine.Simulate(spec, ParameterDraws.Sample(spec)).Incremental();
        Assert.That(gain[2], Is.EqualTo(gain[1]));
    }

    [Test]
    public void A_retrained_option_inherits_the_frontier_and_pays_for_it()
    {
        var option = new OptionSpec("tuned", 0.8)
        {
            TracksFrontier = 1.0,
            RetrainEveryMonths = 12,
            RetrainCost = 100,
            FixedPerMonth = 1000,
        };
        var spec = Examples.Plain(option) with
        {
            Market = new MarketSpec(FrontierErrorReductionPerYear: 0.5, ErrorFloor: 0.0),
            DiscountRate = 0.0,
        };
        var outcomes = CashFlowEngine.Simulate(spec, ParameterDraws.Sample(spec));
        double answers = 100_000 * (11 * 0.8 + 12 * 0.9 + 12 * 0.95 + 0.975);
        Assert.That(outcomes.Effect[1][0], Is.EqualTo(answers).Within(1e-3));
        Assert.That(outcomes.Cost[1][0], Is.EqualTo(36 * 1000 + 300).Within(1e-6));
    }

    [Test]
    public void An_infinite_horizon_is_worth_a_perpetuity()
    {
        var spec = Examples.Plain(new OptionSpec("better", 0.9) { FixedPerMonth = 1000 }) with
        {
            HorizonMonths = new Horizon("infinite"),
            Terminal = new TerminalSpec(0),
        };
        double gain = CashFlowEngine.Simulate(spec, ParameterDraws.Sample(spec)).Incremental()[1][0];
        double month = Math.Pow(1.1, -1.0 / 12);
        Assert.That(gain, Is.EqualTo(20_000 * Math.Sqrt(month) / (1 - month)).Within(1e-3));
    }

    [Test]
    public void Payback_comes_when_the_one_off_is_earned_back()
    {
        var quick = new OptionSpec("quick", 0.9) { FixedPerMonth = 1000, Oneoff = 99_000 };
        var never = new OptionSpec("never", 0.7) { FixedPerMonth = 1000, Oneoff = 99_000 };
        var spec = Examples.Plain(quick, never) with { DiscountRate = 0.0 };
        var outcomes = CashFlowEngine.Simulate(spec, ParameterDraws.Sample(spec));
        Assert.That((outcomes.PaybackMonth[1][0], outcomes.PaybackMonth[2][0]), Is.EqualTo((5, 37)));
    }
}
