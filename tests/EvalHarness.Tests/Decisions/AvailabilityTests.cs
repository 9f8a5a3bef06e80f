using EvalHarness.Core;
using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Distributions;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Rules;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Suites;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

/// <summary>
/// Options that are not always up. All money is counted by hand: 100,000 answers a month, a dollar for a right one and a dollar
/// lost by a wrong one; the incumbent is right in 80 of 100 and costs $1,000 a month, which leaves $59,000 a month.
/// </summary>
public sealed class AvailabilityTests
{
    private const double Today = 59_000;
    private static readonly double Annuity = CashFlowSeries.MidMonthAnnuity(0.1, 36);

    private static readonly OptionSpec Vendor = new("vendor", 0.9)
    {
        FixedPerMonth = 1000,
        Availability = new(0.99, 200, 0.5),
    };

    [Test]
    public void An_answer_that_is_not_given_earns_nothing_and_costs_what_an_outage_costs()
    {
        // 89,100 right and 9,900 wrong; 7.3 hours at $200 and 1,000 answers at $0.50 are lost.
        const double month = 89_100 - 9_900 - 1_460 - 500 - 1_000;
        Assert.That(Gain(Vendor), Is.EqualTo((month - Today) * Annuity).Within(1e-6));
    }

    [Test]
    public void An_answer_that_is_not_given_is_not_bought_either()
    {
        var bought = Vendor with { Availability = new(0.99), Api = new(1, 0, 100_000, 0) };
        // Ten cents for each of the 99,000 that are given.
        const double month = 89_100 - 9_900 - 9_900 - 1_000;
        Assert.That(Gain(bought), Is.EqualTo((month - Today) * Annuity).Within(1e-6));
    }

    [Test]
    public void A_failover_answers_meanwhile_at_its_own_quality()
    {
        var covered = Vendor with { Availability = new(0.99, 200, 0.5, "hosted") };
        const double month = 89_100 - 9_900 + 800 - 200 - 1_000;
        Assert.That(Gain(covered), Is.EqualTo((month - Today) * Annuity).Within(1e-6));
    }

    [Test]
    public void A_failover_is_paid_for_what_it_answers_and_may_be_down_as_well()
    {
        var backup = new OptionSpec("backup", 0.7) { Api = new(1, 0, 200_000, 0), Availability = new(0.9) };
        var covered = Vendor with { Availability = new(0.99, 200, 0.5, "backup") };
        // Of 1,000 answers the backup gives 900, 630 of them right, at $0.20; 100 answers and 0.73 hours stay uncovered.
        const double month = 89_100 - 9_900 + 630 - 270 - 180 - 50 - 146 - 1_000;
        Assert.That(Gain(covered, backup), Is.EqualTo((month - Today) * Annuity).Within(1e-6));
    }

    [Test]
    public void An_incumbent_that_is_down_makes_the_others_worth_more()
    {
        var spec = Examples.Plain(new OptionSpec("steady", 0.8) { FixedPerMonth = 1000 });
        spec = spec with
        {
            Options = spec.Options.SetItem(0, spec.Options[0] with { Availability = new(0.98, 0.0, 0.25) }),
        };
        // 2,000 answers: 1,600 right and 400 wrong ones forgone, and 25 cents lost by each.
        Assert.That(Gain(spec, "steady"), Is.EqualTo((1_600 - 400 + 500) * Annuity).Within(1e-6));
    }

    [Test]
    public void Until_an_option_serves_the_outages_are_those_of_what_serves_in_its_place()
    {
        var built = new OptionSpec("built", 0.9) { LeadMonths = 36, Fallback = "vendor" };
        var spec = Examples.Plain(Vendor, built);
        Assert.That(Gain(spec, "built"), Is.EqualTo(Gain(spec, "vendor")).Within(1e-9));
    }

    [Test]
    public void One_option_alone_comes_to_what_it_comes_to_among_all()
    {
        var backup = new OptionSpec("backup", 0.7) { Fallback = "third" };
        var covered = Vendor with { Availability = new(0.99, 200, 0.5, "backup") };
        var spec = Examples.Plain(covered, backup, new OptionSpec("third", 0.5), new OptionSpec("other", 0.6));
        double alone = CashFlowEngine.Gain(spec, ParameterDraws.Sample(spec), "vendor")[0];
        Assert.That(alone, Is.EqualTo(Gain(spec, "vendor")).Within(1e-9));
    }

    [Test]
    public void The_month_of_payback_counts_answers_that_are_not_given()
    {
        // Up all the time it would gain $20,000 a month; up in 80 of 100 it loses its one-off, up in 99 it does not.
        OptionSpec Up(double share) =>
            new("built", 0.9)
            {
                Oneoff = 30_000,
                FixedPerMonth = 1000,
                Availability = new(share),
            };
        int Month(double share)
        {
            var spec = Examples.Plain(Up(share));
            return CashFlowEngine.Simulate(spec, ParameterDraws.Sample(spec)).PaybackMonth[1][0];
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Month(0.99), Is.EqualTo(2));
            Assert.That(Month(0.75), Is.EqualTo(37), "never");
        }
    }

    [Test]
    public void Knowing_an_uncertain_availability_is_worth_the_loss_that_it_spares()
    {
        var uncertain = new DiscreteDistribution([1.0, 0.5], [0.5, 0.5]);
        var option = new OptionSpec("vendor", 0.9) { FixedPerMonth = 1000, Availability = new(uncertain) };
        var spec = Examples.Plain(option) with { MonteCarlo = new MonteCarloSpec(2000) };
        var draws = ParameterDraws.Sample(spec)[AvailabilityParameters.Share, "vendor"];
        double up = Enumerable.Range(0, 2000).Count(draw => draws[draw] == 1) / 2000.0;
        // $80,000 a month where it is up, $40,000 where it is not: $20,000 more or less than today's $60,000 before costs.
        double mean = ((up * 20_000) - ((1 - up) * 20_000)) * Annuity;
        double known = (up * 20_000 * Annuity) - Math.Max(0, mean);
        var value = DecisionAnalysis.Analyse(spec).Parameters.Single(one => one.Name == "availability.vendor");
        Assert.That(value.Evppi, Is.EqualTo(known).Within(1e-3).Percent);
    }

    [Test]
    public void The_bridge_takes_outages_by_themselves()
    {
        var spec = Examples.Plain(Vendor);
        var steps = NpvBridge.Of(spec, ParameterDraws.Sample(spec), "vendor");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(steps[^1].Label, Is.EqualTo("+ outages, 7.3 hours a month"));
            Assert.That(steps[^2].Npv, Is.EqualTo(20_000 * Annuity).Within(1e-6), "as if it were always up");
            Assert.That(steps[^1].Npv, Is.EqualTo(Gain(Vendor)).Within(1e-6));
        }
    }

    [Test]
    public void What_if_it_were_up_less_is_asked_by_a_short_name()
    {
        var spec = Examples.Plain(Vendor);
        var change = new WhatIf("availability.vendor", WhatIfKind.Set, 0.9, new Location("--what-if"));
        var account = DecisionAccount.Of(new DecisionCase(spec) { WhatIfs = [change] });
        Assert.That(account.WhatIfs.Single().After, Is.EqualTo(0.9));
    }

    [Test]
    public void What_if_an_option_of_which_nothing_is_said_were_down_at_times_is_asked_as_well()
    {
        var spec = Examples.Plain(new OptionSpec("better", 0.9) { FixedPerMonth = 1000 });
        var change = new WhatIf("availability.better", WhatIfKind.Set, 0.99, new Location("--what-if"));
        var account = DecisionAccount.Of(new DecisionCase(spec) { WhatIfs = [change] });
        using (Assert.EnterMultipleScope())
        {
            Assert.That((account.WhatIfs.Single().Before, account.WhatIfs.Single().After), Is.EqualTo((1.0, 0.99)));
            Assert.That(
                account.Result.Options.Single(option => option.Id == "better").Npv,
                Is.EqualTo((89_100 - 9_900 - 1_000 - Today) * Annuity).Within(1e-6)
            );
            Assert.That(
                account.Result.Findings.Select(one => one.Code),
                Has.None.Contains("availab").And.None.Contains("down")
            );
        }
    }

    [Test]
    public void A_number_without_source_or_day_is_warned_of_and_one_above_one_refused()
    {
        var good = Vendor with
        {
            Availability = new(new Quantity(0.99, source: "status page", date: new DateOnly(2026, 3, 1))),
        };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Codes(Examples.Plain(Vendor)), Has.Member("unsourced-availability"));
            Assert.That(Codes(Examples.Plain(good)), Has.No.Member("unsourced-availability"));
            Assert.That(Codes(Examples.Plain(Vendor with { Availability = new(1.0) })), Has.Member("never-down"));
            Assert.That(Codes(Examples.Plain(Vendor with { Availability = new(99.9) })), Has.Member("out-of-range"));
            Assert.That(
                Codes(Examples.Plain(Vendor with { Availability = new(0.9, Failover: "hosted") })),
                Has.Member("failover-standby")
            );
        }
    }

    [Test]
    public void A_failover_that_is_no_option_is_a_fault_at_its_place()
    {
        const string text = """
            incumbent: hosted
            volume: { v0_per_month: 1000 }
            value: { per_correct: 1, per_error: 1 }
            market: { frontier_error_reduction_per_year: 0 }
            options:
              - { id: hosted, quality: 0.8 }
              - id: vendor
                quality: 0.9
                availability: { share: { value: 0.999, source: SLA, date: 2026-01-31 }, failover: hoste }
            """;
        Assert.That(
            () => DecisionReader.Parse(text, "decision.yaml", SuiteCatalog.With()),
            Throws
                .InstanceOf<DocumentException>()
                .With.Message.StartsWith("decision.yaml:9:")
                .And.Message.Contains("'hoste' for 'failover'")
                .And.Message.Contains("did you mean 'hosted'?")
        );
    }

    [Test]
    public void A_share_alone_may_stand_for_the_availability()
    {
        const string text = """
            incumbent: hosted
            volume: { v0_per_month: 1000 }
            value: { per_correct: 1, per_error: 1 }
            market: { frontier_error_reduction_per_year: 0 }
            options: [{ id: hosted, quality: 0.8, availability: 0.995 }]
            """;
        var read = DecisionReader.Parse(text, "decision.yaml", SuiteCatalog.With());
        Assert.That(read.Options[0].Availability!.Share.Distribution.Mean, Is.EqualTo(0.995));
    }

    private static double Gain(params OptionSpec[] options) => Gain(Examples.Plain(options), options[0].Id);

    private static double Gain(DecisionSpec spec, string option) =>
        CashFlowEngine.Simulate(spec, ParameterDraws.Sample(spec)).Incremental()[spec.IndexOf(option)][0];

    private static IEnumerable<string> Codes(DecisionSpec spec) => DecisionRules.Check(spec).Select(one => one.Code);
}
