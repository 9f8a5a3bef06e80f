using EvalHarness.Decisions;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class BreakEvenSearchTests
{
    [TestCase(Assumption.Volume, 0.86, 0.005)]
    [TestCase(Assumption.Quality, 0.612, 0.0005)]
    [TestCase(Assumption.OneOff, 24.2e6, 0.1e6)]
    [TestCase(Assumption.FrontierRate, 0.0155, 0.0001)]
    public void The_twenty_million_question_breaks_even_where_the_worked_example_says(
        Assumption assumption,
        double expected,
        double within
    )
    {
        DecisionSpec spec = Examples.Worked("example-S1");
        ParameterDraws draws = ParameterDraws.Sample(spec);
        Outcomes outcomes = CashFlowEngine.Simulate(spec, draws);
        BreakEven found = BreakEvenSearch
            .Of(spec, draws, outcomes, "from-scratch-50B")
            .Single(one => one.Assumption == assumption);
        Assert.That(found.Value, Is.EqualTo(expected).Within(within));
    }

    [Test]
    public void Against_a_moving_frontier_the_custom_model_is_not_even_worth_it_for_free()
    {
        DecisionSpec spec = Examples.MovingFrontier();
        ParameterDraws draws = ParameterDraws.Sample(spec);
        Outcomes outcomes = CashFlowEngine.Simulate(spec, draws);
        var found = BreakEvenSearch
            .Of(spec, draws, outcomes, "from-scratch-50B")
            .ToDictionary(one => one.Assumption, one => one.Value);
        Assert.That(found[Assumption.OneOff], Is.Null);
        Assert.That(found[Assumption.Quality], Is.EqualTo(0.826).Within(0.001));
    }

    [Test]
    public void The_sign_changes_at_every_value_that_is_found()
    {
        var option = new OptionSpec("better", 0.85) { Oneoff = 100_000, FixedPerMonth = 2000 };
        DecisionSpec spec = Examples.Plain(option);
        ParameterDraws draws = ParameterDraws.Sample(spec);
        double stake = BreakEvenSearch
            .Of(spec, draws, CashFlowEngine.Simulate(spec, draws), "better")
            .Single(one => one.Assumption == Assumption.Stake)
            .Value!.Value;
        ParameterDraws there = draws.With("value.per_correct", v => v * stake).With("value.per_error", v => v * stake);
        Assert.That(CashFlowEngine.Simulate(spec, there).Incremental()[1][0], Is.Zero.Within(1e-6));
    }
}
