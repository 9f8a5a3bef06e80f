using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
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
        var spec = Examples.Worked("example-S1");
        var draws = ParameterDraws.Sample(spec);
        var outcomes = CashFlowEngine.Simulate(spec, draws);
        var found = BreakEvenSearch
            .Of(spec, draws, outcomes, "from-scratch-50B")
            .Single(one => one.Assumption == assumption);
        Assert.That(found.Value, Is.EqualTo(expected).Within(within));
    }

    [Test]
    public void Against_a_moving_frontier_the_custom_model_is_not_even_worth_it_for_free()
    {
        var spec = Examples.MovingFrontier();
        var draws = ParameterDraws.Sample(spec);
        var outcomes = CashFlowEngine.Simulate(spec, draws);
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
        var spec = Examples.Plain(option);
        var draws = ParameterDraws.Sample(spec);
        double stake = BreakEvenSearch
            .Of(spec, draws, CashFlowEngine.Simulate(spec, draws), "better")
            .Single(one => one.Assumption == Assumption.Stake)
            .Value!.Value;
        var there = draws.With("value.per_correct", v => v * stake).With("value.per_error", v => v * stake);
        Assert.That(CashFlowEngine.Simulate(spec, there).Incremental()[1][0], Is.Zero.Within(1e-6));
    }

    // Section 3.3 of the worked example: in March 2023 the custom model would need 95.7 %, the router 81.5 %.
    [TestCase("from-scratch-50B", 0.957)]
    [TestCase("router", 0.815)]
    public void Every_option_but_the_incumbent_has_its_break_evens(string option, double quality)
    {
        var result = DecisionAnalysis.Analyse(Examples.Worked("example-S3"));
        BreakEven[] own = [.. result.BreakEvens.Where(one => one.Option == option)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.BreakEvens[0].Option, Is.EqualTo(result.Subject));
            Assert.That(result.BreakEvens, Has.Length.EqualTo(3 * Enum.GetValues<Assumption>().Length));
            Assert.That(
                own.Single(one => one.Assumption == Assumption.Quality).Value,
                Is.EqualTo(quality).Within(0.0006)
            );
        }
    }

    [Test]
    public void Every_root_that_is_found_makes_the_net_present_value_nothing()
    {
        var spec = Examples.Worked("example-S3", 12_000);
        var draws = ParameterDraws.Sample(spec);
        var outcomes = CashFlowEngine.Simulate(spec, draws);
        using (Assert.EnterMultipleScope())
        {
            foreach (var one in BreakEvenSearch.OfAll(spec, draws, outcomes, "router"))
            {
                if (one.Value is { } value)
                {
                    var there = CashFlowEngine.Simulate(spec, At(draws, spec, one, value));
                    double npv = there.Incremental()[spec.Options.IndexOf(spec.Option(one.Option))].Average();
                    double scale = Math.Max(Math.Abs(one.AtLow), Math.Abs(one.AtHigh));
                    Assert.That(npv, Is.Zero.Within(1e-5 * scale), $"{one.Option} {one.Assumption} {value}");
                }
            }
        }
    }

    private static ParameterDraws At(ParameterDraws draws, DecisionSpec spec, BreakEven one, double value)
    {
        double shift = one.Assumption == Assumption.Quality ? Shift(draws, one, value) : 0;
        return one.Assumption switch
        {
            Assumption.Volume => draws.With("volume.v0", v => v * value),
            Assumption.Quality => draws.With($"quality.{one.Option}", q => Math.Clamp(q + shift, 0, 1)),
            Assumption.OneOff => draws.With($"oneoff.{one.Option}", value),
            Assumption.Stake => draws.With("value.per_correct", v => v * value).With("value.per_error", v => v * value),
            Assumption.ApiPrice => spec
                .Options.Where(option => option.Api is not null)
                .Aggregate(draws, (so, option) => so.With($"api.share.{option.Id}", share => share * value)),
            _ => draws.With("market.frontier", value),
        };
    }

    /// <summary>The move of every draw, clipped to [0, 1], that gives the mean quality.</summary>
    private static double Shift(ParameterDraws draws, BreakEven one, double mean)
    {
        var quality = draws[$"quality.{one.Option}"];
        (double low, double high) = (-1, 1);
        for (int round = 0; round < 60; round++)
        {
            double middle = (low + high) / 2;
            double there = Enumerable.Range(0, draws.Draws).Average(i => Math.Clamp(quality[i] + middle, 0, 1));
            (low, high) = there < mean ? (middle, high) : (low, middle);
        }

        return low;
    }
}
