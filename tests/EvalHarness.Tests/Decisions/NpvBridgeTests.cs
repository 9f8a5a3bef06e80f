using System.Collections.Immutable;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class NpvBridgeTests
{
    private static readonly OptionSpec Custom = new("custom", 0.9) { Oneoff = 50_000, LeadMonths = 6 };
    private static readonly OptionSpec Better = new("better", 0.95);
    private static readonly OptionSpec Worse = new("worse", 0.7);

    [Test]
    public void The_bridge_ends_at_the_value_over_the_best_alternative()
    {
        var last = Bridge(Examples.Plain(Custom, Better, Worse))[^1];
        // 100,000 answers a month, two dollars between right and wrong: better gains 0.15, custom 0.10 and from month 7.
        using (Assert.EnterMultipleScope())
        {
            Assert.That(last.Label, Is.EqualTo("vs the best alternative (better)"));
            Assert.That(last.Npv, Is.Negative);
        }
    }

    [Test]
    public void Alternatives_worse_than_the_incumbent_are_no_alternatives() =>
        Assert.That(Bridge(Examples.Plain(Custom, Worse)).Select(step => step.Label), Has.None.Contain("alternative"));

    [Test]
    public void An_alternative_that_may_not_be_chosen_is_none()
    {
        var spec = Examples.Plain(Custom, Better with { DataLeaves = true }) with
        {
            Constraints = new ConstraintsSpec(DataMustNotLeave: true),
        };
        Assert.That(Bridge(spec).Select(step => step.Label), Has.None.Contain("alternative"));
    }

    [Test]
    public void The_step_before_the_alternative_is_the_expected_value()
    {
        var spec = Examples.Worked("example-S3", 500);
        var draws = ParameterDraws.Sample(spec);
        var result = DecisionAnalysis.Analyse(spec);
        Assert.That(
            NpvBridge.Of(spec, draws, "router")[^1].Npv,
            Is.EqualTo(result.Options.Single(option => option.Id == "router").Npv).Within(1e-6).Percent
        );
    }

    private static ImmutableArray<BridgeStep> Bridge(DecisionSpec spec) =>
        NpvBridge.Of(spec, ParameterDraws.Sample(spec), "custom");
}
