using EvalHarness.Cli.Verbs;
using EvalHarness.Runs;
using EvalHarness.Tests.Runs;
using NUnit.Framework;

namespace EvalHarness.Tests.Cli;

public sealed class BudgetFaultsTests
{
    [TestCase(0, 1, null)]
    [TestCase(0, 3, "a budget of $2 for a run that costs $3 at least")]
    [TestCase(1.5, 0.4, null)]
    [TestCase(1.5, 1, "a budget of $2 for a run that has cost $1.50 so far and costs $1 more at least")]
    [TestCase(3, 0, null, Description = "nothing is left to be paid")]
    public async Task What_a_run_has_spent_and_what_it_must_spend_keep_to_its_budget_together(
        decimal spent,
        decimal least,
        string? found
    )
    {
        await using var setup = new SuiteSetup { Budget = "{ usd: 2 }" };
        using var plan = await setup.PlanAsync();
        var estimate = new PlanEstimate("sentiment", "served", 12, 6, 0, default, default, new(least, least, least))
        {
            SpentUsd = spent,
        };

        var faults = BudgetFaults.Of(plan.Suite, [estimate]).Select(fault => fault.Found);

        Assert.That(faults, found is null ? Is.Empty : Is.EqualTo(new[] { found }));
    }
}
