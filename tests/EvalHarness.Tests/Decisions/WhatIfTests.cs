using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

public sealed class WhatIfTests
{
    [TestCase("volume=2x", WhatIfKind.Times, 2)]
    [TestCase("volume=x0.5", WhatIfKind.Times, 0.5)]
    [TestCase("oneoff=5M", WhatIfKind.Set, 5e6)]
    [TestCase("oneoff=250k", WhatIfKind.Set, 250e3)]
    [TestCase("frontier=20%", WhatIfKind.Set, 0.2)]
    [TestCase("growth=-5%", WhatIfKind.Set, -0.05)]
    [TestCase("uplift=+3pt", WhatIfKind.Plus, 0.03)]
    [TestCase("uplift=-3pt", WhatIfKind.Plus, -0.03)]
    [TestCase(" realisation = 0.5 ", WhatIfKind.Set, 0.5)]
    public void An_amount_is_a_factor_a_value_or_an_addition(string text, WhatIfKind kind, double amount)
    {
        var change = WhatIf.Parse(text).Single();
        Assert.That(change.Kind, Is.EqualTo(kind));
        Assert.That(change.Amount, Is.EqualTo(amount).Within(1e-12));
    }

    [Test]
    public void Every_change_that_cannot_be_read_is_told_with_its_column()
    {
        var thrown = Assert.Throws<DocumentException>(() => WhatIf.Parse("volume,oneoff=5M,price=abc"));
        Assert.That(thrown!.Faults.Select(fault => fault.At.Column), Is.EqualTo(new[] { 1, 18 }));
    }

    [TestCase("volume=+10%", "--what-if:1:1: '+10%' for 'volume'; expected 1.1x for so much more, +10pt for points")]
    [TestCase("volume=2y", "--what-if:1:1: '2y' for 'volume'; expected an amount like 2x, 5M")]
    [TestCase("volume=", "'' for 'volume'; expected an amount")]
    [TestCase("volume", "'volume' without an amount; expected name=amount")]
    [TestCase("volume=2x,", "--what-if:1:11: nothing between commas; expected name=amount")]
    [TestCase("volume=2x,volume=3x", "--what-if:1:11: a second change of 'volume'; expected each name once")]
    [TestCase("oneoff=2,5M", "--what-if:1:10: '5M' without an amount; expected a point in a number; write oneoff=2.5M")]
    [TestCase("volume=1e999", "--what-if:1:1: '1e999' for 'volume'; expected an amount like 2x, 5M")]
    [TestCase("volume=1e308k", "'1e308k' for 'volume'; expected an amount")]
    public void A_change_that_cannot_be_read_says_what_would_be(string text, string expected) =>
        Assert.That(() => WhatIf.Parse(text), Throws.TypeOf<DocumentException>().With.Message.Contains(expected));

    [Test]
    public void An_unknown_name_is_told_with_all_short_ones()
    {
        var thrown = Assert.Throws<DocumentException>(() => Trial("loudness=2x"));
        Assert.That(
            WhatIf.ShortNames,
            Has.All.Matches<(string Name, string Meaning)>(one => thrown!.Message.Contains(one.Name))
        );
    }

    [Test]
    public void Every_short_name_can_be_changed() =>
        Assert.That(
            () => WhatIf.ShortNames.Select(one => Trial($"{one.Name}=1x").Result.Options[1].Npv).ToArray(),
            Has.All.EqualTo(Trial("volume=1x").Result.Options[1].Npv)
        );

    [TestCase("volum=2x", "did you mean 'volume'")]
    [TestCase("oneoff.custm=1", "did you mean 'custom'")]
    [TestCase("volume=-5", "at least 0")]
    [TestCase("success=2", "0 to 1")]
    [TestCase("horizon=0", "1 to 1,200 months")]
    public void What_makes_no_sense_is_told(string text, string expected)
    {
        var thrown = Assert.Throws<DocumentException>(() => Trial(text));
        Assert.That(thrown!.Faults[0].ToString(), Does.Contain(expected));
    }

    // NPV = v (c + e) Δq Σ disc: linear in volume, stake and uplift, and the one-off enters with slope -1.
    [TestCase("volume=2x", 2, 0)]
    [TestCase("stake=3x", 3, 0)]
    [TestCase("uplift=+10pt", 2, 0)]
    [TestCase("uplift=20%", 2, 0)]
    [TestCase("oneoff=1000", 1, -1000)]
    [TestCase("success=0", 0, 0)]
    [TestCase("volume=2x,oneoff=1000", 2, -1000)]
    public void A_linear_case_follows_the_closed_form(string text, double factor, double plus)
    {
        double before = Trial("volume=1x").Result.Options[1].Npv;
        double after = Trial(text).Result.Options[1].Npv;
        Assert.That(before, Is.Positive);
        Assert.That(after, Is.EqualTo((factor * before) + plus).Within(1e-9 * before));
    }

    [Test]
    public void What_was_changed_is_reported_with_its_means()
    {
        var account = Trial("oneoff=1000,horizon=12");
        Assert.That(
            account.WhatIfs,
            Is.EqualTo(
                new[] { new AppliedWhatIf("oneoff.custom", 0, 1000), new AppliedWhatIf("horizon_months", null, 12) }
            )
        );
    }

    private static DecisionAccount Trial(string text) =>
        DecisionAccount.Of(new DecisionCase(Linear) { WhatIfs = WhatIf.Parse(text) });

    private static DecisionSpec Linear =>
        new(
            "hosted",
            new VolumeSpec(100_000),
            new ValueSpec(1.0, 0.5),
            [new OptionSpec("hosted", 0.6), new OptionSpec("custom", 0.7)]
        )
        {
            Market = new MarketSpec(FrontierErrorReductionPerYear: 0.0),
            MonteCarlo = new MonteCarloSpec(16),
        };
}
