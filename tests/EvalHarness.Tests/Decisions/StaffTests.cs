using EvalHarness.Decisions.Accounts;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Rules;
using EvalHarness.Decisions.Specs;
using EvalHarness.Decisions.Verdicts;
using EvalHarness.Reports.Records;
using EvalHarness.Reports.Verdicts;
using EvalHarness.Suites;
using NUnit.Framework;

namespace EvalHarness.Tests.Decisions;

/// <summary>Staff priced by the level of mastery that an option asks for; all money is counted by hand.</summary>
public sealed class StaffTests
{
    private static readonly LevelsSpec Levels = new(
        Operations: new(2_000),
        PackageHosted: new(5_000, 2, 10_000),
        TrainOwn: new(12_000, 3, 30_000)
    );

    private static readonly OptionSpec Lora = new("lora", 0.9, OptionKind.Lora) { LeadMonths = 1, Oneoff = 50_000 };

    [Test]
    public void A_team_reaches_every_level_up_to_the_one_asked_for_and_then_builds_and_pays_its_staff()
    {
        // From operations to train_own: 2 + 3 months and $40,000; one month to build; it serves from the seventh on. Then it
        // gains $20,000 a month, less $12,000 of staff, where today's team costs $2,000 and $1,000 of licences go.
        double months = CashFlowSeries.MidMonthAnnuity(0.1, 36) - CashFlowSeries.MidMonthAnnuity(0.1, 6);
        double expected = ((20_000 - 12_000 + 2_000 + 1_000) * months) - 50_000 - 40_000;
        Assert.That(Gain(Spec(Mastery.Operations)), Is.EqualTo(expected).Within(1e-6));
    }

    [Test]
    public void What_is_mastered_already_takes_no_time_and_no_money_but_its_staff()
    {
        double months = CashFlowSeries.MidMonthAnnuity(0.1, 36) - CashFlowSeries.MidMonthAnnuity(0.1, 1);
        double expected = ((20_000 - 12_000 + 2_000 + 1_000) * months) - 50_000;
        Assert.That(Gain(Spec(Mastery.TrainOwn)), Is.EqualTo(expected).Within(1e-6));
    }

    [Test]
    public void A_team_without_priced_levels_changes_nothing()
    {
        var spec = Spec(Mastery.Operations);
        Assert.That(
            Gain(spec with { Team = new TeamSpec(Mastery.Operations) }),
            Is.EqualTo(Gain(spec with { Team = null })).Within(1e-12)
        );
    }

    [Test]
    public void The_bridge_counts_the_staff_of_a_level_as_its_run_team_and_its_months_until_launch()
    {
        var spec = Spec(Mastery.Operations);
        var steps = NpvBridge.Of(spec, ParameterDraws.Sample(spec), "lora");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(steps[1].Label, Is.EqualTo("+ 6 months until launch"));
            Assert.That(steps[2].Label, Is.EqualTo("+ run team $12k/month"));
            Assert.That(
                steps[0].Npv,
                Is.EqualTo((20_000 * CashFlowSeries.MidMonthAnnuity(0.1, 36)) - 90_000).Within(1e-6),
                "from day 1, with no dearer a team than today's"
            );
            Assert.That(steps[^1].Npv, Is.EqualTo(Gain(spec)).Within(1e-6));
        }
    }

    [Test]
    public void The_money_to_reach_a_level_counts_towards_the_largest_one_off()
    {
        var spec = Spec(Mastery.Operations) with { Constraints = new ConstraintsSpec(BudgetOneoffMax: 80_000) };
        var broken = Feasibility.Broken(spec, ParameterDraws.Sample(spec));
        Assert.That(broken[1], Is.EqualTo(new[] { "it costs $90,000 to build; $80,000 are allowed" }));
    }

    [Test]
    public void Levels_bear_the_words_of_the_file_wherever_they_are_told()
    {
        const string text = """
            incumbent: hosted
            volume: { v0_per_month: 100000 }
            value: { per_correct: 1, per_error: 1 }
            market: { frontier_error_reduction_per_year: 0 }
            team:
              mastery: package_hosted
              levels: { train_own: { staff_per_month: { value: 12000, source: payroll }, months_to_reach: 3 } }
            options:
              - { id: hosted, quality: 0.8, kind: prompt }
              - { id: lora, quality: 0.9, kind: lora }
              - { id: whole, quality: 0.9, kind: from_scratch }
            monte_carlo: { draws: 64 }
            """;
        var account = DecisionAccount.Of(new DecisionCase(DecisionReader.Parse(text, "d", SuiteCatalog.With())));
        string json = ResultJson.Of(account);
        string[] findings = [.. account.Result.Findings.Select(one => one.Message)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                findings,
                Has.Member(
                        "\"whole\" needs a team that owns and runs the equipment (equipment); this one packages and hosts a model (package_hosted)"
                    )
                    .And.Member(
                        "\"whole\" needs a team that owns and runs the equipment (equipment), whose staff is not priced: it counts as 0"
                    )
            );
            Assert.That(VerdictWords.Mastery(Mastery.PackageHosted), Does.StartWith("package_hosted ("));
            Assert.That(account.Inputs.Select(one => one.Name), Has.Member("team.train_own.staff"));
            Assert.That(
                new ParameterWords(account.Result.Spec).Phrase("team.train_own.staff"),
                Is.EqualTo("staff of a team at train_own a month")
            );
            Assert.That(json, Does.Contain("\"level\": \"train_own\"").And.Contain("\"staff_per_month\": 12000"));
        }
    }

    [Test]
    public void Staff_beside_running_costs_of_an_option_is_noted()
    {
        var spec = Spec(Mastery.Operations);
        Assert.That(
            DecisionRules.Check(spec).Where(one => one.Code == "staff-twice").Select(one => one.Subject),
            Is.EqualTo(new[] { "hosted" })
        );
    }

    private static DecisionSpec Spec(Mastery mastery)
    {
        var spec = Examples.Plain(Lora);
        return spec with
        {
            Team = new TeamSpec(mastery, Levels),
            Options = spec.Options.SetItem(0, spec.Options[0] with { Kind = OptionKind.Prompt }),
        };
    }

    private static double Gain(DecisionSpec spec) =>
        CashFlowEngine.Simulate(spec, ParameterDraws.Sample(spec)).Incremental()[1][0];
}
