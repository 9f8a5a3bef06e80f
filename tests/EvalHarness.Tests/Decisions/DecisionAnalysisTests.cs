using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class DecisionAnalysisTests
{
    [TestCase("example-S1", VerdictAction.PilotFirst, "from-scratch-50B")]
    [TestCase("example-S3", VerdictAction.CollectMore, "router")]
    [TestCase("example-S5", VerdictAction.PilotFirst, "general")]
    [TestCase("example-S7", VerdictAction.Stop, "general")]
    public void Worked_examples_get_their_verdict(string id, VerdictAction action, string option)
    {
        var verdict = DecisionAnalysis.Analyse(Examples.Worked(id, 5000)).Verdict!;
        Assert.That((verdict.Action, verdict.Option), Is.EqualTo((action, option)));
    }

    [Test]
    public void A_moving_frontier_turns_the_pilot_into_the_cheap_alternative()
    {
        var result = DecisionAnalysis.Analyse(Examples.MovingFrontier());
        Assert.That((result.Verdict!.Action, result.Verdict.Option), Is.EqualTo((VerdictAction.Go, "specialists")));
        Assert.That(result.Options[1].Npv, Is.EqualTo(-56.8e6).Within(0.1e6));
        Assert.That(result.Options[2].Npv, Is.EqualTo(33.5e6).Within(0.1e6));
        Assert.That(result.Options[2].PPositive, Is.EqualTo(0.74).Within(0.01));
    }

    [Test]
    public void Nothing_uncertain_leaves_nothing_to_learn()
    {
        var result = DecisionAnalysis.Analyse(Examples.Plain(new OptionSpec("better", 0.9)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Evpi, Is.Zero);
            Assert.That(result.Parameters, Is.Empty);
            Assert.That(result.Options[1].PBest, Is.EqualTo(1));
            Assert.That(result.Verdict!.Action, Is.EqualTo(VerdictAction.Go));
        }
    }

    [Test]
    public void One_option_is_the_answer_to_stop()
    {
        var result = DecisionAnalysis.Analyse(Examples.Plain());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Verdict!.Action, Is.EqualTo(VerdictAction.Stop));
            Assert.That(result.Options[0].PBest, Is.EqualTo(1));
            Assert.That(result.BreakEvens, Is.Empty);
            Assert.That(result.Bridge, Is.Empty);
        }
    }

    [Test]
    public void Options_that_are_all_the_same_share_and_the_incumbent_stays()
    {
        var same = new OptionSpec("same", 0.8) { FixedPerMonth = 1000 };
        var result = DecisionAnalysis.Analyse(Examples.Plain(same, same with { Id = "again" }));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Options.Select(option => option.PBest), Is.All.EqualTo(1.0 / 3).Within(1e-12));
            Assert.That(result.Best, Is.EqualTo("hosted"));
            Assert.That(result.Verdict!.Action, Is.EqualTo(VerdictAction.Stop));
        }
    }

    [Test]
    public void Qualities_that_move_as_one_leave_nothing_to_learn_from_comparing_them()
    {
        var twin = new OptionSpec("twin", new QualitySpec(0, UpliftOver: "general"));
        var spec = Examples.Worked("example-S1", 2000) with { Studies = [Compare("twin", "general")] };
        var result = DecisionAnalysis.Analyse(spec with { Options = spec.Options.Add(twin) });
        Assert.That(result.Studies[0].Evsi, Is.Zero);
    }

    [Test]
    public void The_order_of_options_changes_no_figure()
    {
        var spec = Examples.Worked("example-S3", 2000);
        var forward = DecisionAnalysis.Analyse(spec);
        var backward = DecisionAnalysis.Analyse(spec with { Options = [.. spec.Options.Reverse()] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(backward.Evpi, Is.EqualTo(forward.Evpi).Within(1e-6));
            Assert.That(backward.Options.Reverse().Select(o => o.Npv), Is.EqualTo(forward.Options.Select(o => o.Npv)));
            Assert.That(backward.Studies[0].Enbs, Is.EqualTo(forward.Studies[0].Enbs).Within(1e-3));
            Assert.That(backward.Verdict!.Option, Is.EqualTo(forward.Verdict!.Option));
        }
    }

    [Test]
    public void No_study_is_worth_more_than_knowing_all_and_no_parameter_either()
    {
        var result = DecisionAnalysis.Analyse(Examples.Worked("example-S3", 4000));
        Assert.That(result.Parameters.Select(parameter => parameter.Evppi), Is.All.InRange(0, result.Evpi));
        Assert.That(result.Studies[0].Evsi, Is.InRange(0, result.Evpi));
    }

    [Test]
    public void A_larger_study_is_worth_more_and_never_as_much_as_the_truth()
    {
        var spec = Examples.Worked("example-S3", 4000);
        var draws = ParameterDraws.Sample(spec);
        var outcomes = CashFlowEngine.Simulate(spec, draws);
        var curve = EvsiCurve.Of(spec.Studies[0], draws, outcomes.NetBenefit, [10, 100, 1000, 10_000]);
        Assert.That(curve.Rows.Select(row => row.Evsi), Is.Ordered);
        Assert.That(curve.Rows[^1].Evsi, Is.LessThan(curve.Evppi));
    }

    [Test]
    public void Every_constraint_has_its_price()
    {
        var leaky = new OptionSpec("leaky", 0.95) { DataLeaves = true, Oneoff = 100 };
        var spec = Examples.Plain(leaky, new OptionSpec("safe", 0.9));
        var free = DecisionAnalysis.Analyse(spec);
        var bound = DecisionAnalysis.Analyse(spec with { Constraints = new ConstraintsSpec(DataMustNotLeave: true) });
        using (Assert.EnterMultipleScope())
        {
            Assert.That((free.Best, bound.Best), Is.EqualTo(("leaky", "safe")));
            Assert.That(bound.TotalShadowPrice, Is.EqualTo(free.Options[1].Npv - free.Options[2].Npv).Within(1e-6));
            Assert.That(bound.Options[1].PBest, Is.Zero);
        }
    }

    [Test]
    public void An_incumbent_that_may_not_stay_leaves_all_to_be_learnt_about_the_others()
    {
        var spec = Examples.Worked("example-S3", 2000);
        var incumbent = spec.Option(spec.Incumbent);
        var result = DecisionAnalysis.Analyse(
            spec with
            {
                Options = spec.Options.Replace(incumbent, incumbent with { DataLeaves = true }),
                Constraints = new ConstraintsSpec(DataMustNotLeave: true),
            }
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.Options[0].IsFeasible, Is.False);
            Assert.That(result.Parameters[0].Name, Does.StartWith("quality."));
            Assert.That(result.Parameters[0].Evppi, Is.GreaterThan(0));
            Assert.That(result.Parameters.Max(one => one.Swing), Is.GreaterThan(0));
            Assert.That(result.Groups, Is.Not.Empty);
        }
    }

    [Test]
    public void Constraints_that_nothing_satisfies_are_a_clear_fault()
    {
        var spec = Examples.Plain() with { Constraints = new ConstraintsSpec(MinQuality: [new MinimumQuality(0.99)]) };
        Assert.That(() => DecisionAnalysis.Analyse(spec), Throws.ArgumentException.With.Message.Contains("no option"));
    }

    [Test]
    public void A_gate_that_is_not_passed_stops_what_expectation_would_take()
    {
        var bet = new OptionSpec("bet", 0.99) { Oneoff = 300_000, PSuccess = 0.6 };
        var spec = Examples.Plain(bet) with { Policy = new PolicySpec(MaxCvar5Loss: 100_000) };
        var result = DecisionAnalysis.Analyse(spec);
        Assert.That(result.Best, Is.EqualTo("bet"));
        Assert.That(result.Verdict!.Action, Is.EqualTo(VerdictAction.Stop));
    }

    [Test]
    public void Missing_cheaper_rungs_refuse_the_verdict_but_show_the_numbers()
    {
        var big = new OptionSpec("big", 0.9, OptionKind.FromScratch, Status: OptionStatus.Proposed)
        {
            LeadMonths = 9,
            PSuccess = 0.8,
        };
        var spec = Examples.Plain(big);
        var refused = DecisionAnalysis.Analyse(spec);
        var told = DecisionAnalysis.Analyse(
            spec with
            {
                AcknowledgeMissing =
                [
                    OptionKind.Rules,
                    OptionKind.TraditionalMl,
                    OptionKind.Prompt,
                    OptionKind.Rag,
                    OptionKind.Cascade,
                    OptionKind.Lora,
                ],
            }
        );
        Assert.That((refused.Verdict, refused.Options.Length), Is.EqualTo(((Verdict?)null, 2)));
        Assert.That(told.Verdict, Is.Not.Null);
    }

    private static StudySpec Compare(string left, string right) => new("compare", new PairedEval([left, right], [100]));
}
