using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Rules;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Records;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

/// <summary>Terms that are declared of an option: shown, and held against what must hold.</summary>
public sealed class OptionTermsTests
{
    private static readonly OptionSpec Bought = new("bought", 0.9) { Vendor = "acme" };

    [Test]
    public void An_option_that_may_be_served_from_elsewhere_breaks_the_bound_of_regions()
    {
        var option = Bought with { Terms = new TermsOfUse(Regions: ["EU", "US"]) };
        Assert.That(Broken(option, new ConstraintsSpec(Regions: ["eu"])), Is.EqualTo(new[] { "data may go to US" }));
    }

    [Test]
    public void One_of_which_nothing_is_said_is_warned_of_and_no_more()
    {
        var limits = new ConstraintsSpec(DataMustNotLeave: true, Regions: ["EU"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Broken(Bought, limits), Is.Empty);
            Assert.That(Codes(Bought, limits), Has.Member("data-leaves-unsaid").And.Member("region-unsaid"));
        }
    }

    [Test]
    public void What_stays_in_the_house_needs_no_region()
    {
        var stays = Bought with { Terms = new TermsOfUse(DataLeaves: YesNo.No, Regions: ["US"]) };
        var limits = new ConstraintsSpec(DataMustNotLeave: true, Regions: ["EU"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Broken(stays, limits), Is.Empty);
            Assert.That(Codes(stays, limits), Has.No.Member("data-leaves-unsaid").And.No.Member("region-unsaid"));
        }
    }

    [Test]
    public void Data_that_leave_by_the_terms_leave()
    {
        var leaves = Bought with { Terms = new TermsOfUse(DataLeaves: YesNo.Yes) };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                Broken(leaves, new ConstraintsSpec(DataMustNotLeave: true)),
                Is.EqualTo(new[] { "data would leave the house" })
            );
            Assert.That(
                Broken(leaves with { DataLeaves = false }, new ConstraintsSpec(DataMustNotLeave: true)),
                Is.Empty,
                "what the option says itself goes before"
            );
        }
    }

    [Test]
    public void Other_programs_read_what_was_declared_and_what_was_not()
    {
        var option = Bought with { License = new License("Apache-2.0"), Terms = new TermsOfUse(YesNo.No) };
        string json = ResultJson.Of(DecisionAccount.Of(new DecisionCase(Examples.Plain(option))));
        Assert.That(
            json,
            Does.Contain("\"id\": \"Apache-2.0\"")
                .And.Contain("\"outputs_may_train\": \"no\"")
                .And.Contain("\"data_leaves\": \"unknown\"")
        );
    }

    private static ImmutableArray<string> Broken(OptionSpec option, ConstraintsSpec limits)
    {
        var spec = Examples.Plain(option) with { Constraints = limits };
        return Feasibility.Broken(spec, ParameterDraws.Sample(spec))[1];
    }

    private static IEnumerable<string> Codes(OptionSpec option, ConstraintsSpec limits) =>
        DecisionRules.Check(Examples.Plain(option) with { Constraints = limits }).Select(one => one.Code);
}
