using EvalHarness.Cli.Views;
using EvalHarness.Core;
using EvalHarness.Runs;
using EvalHarness.Suites;

namespace EvalHarness.Cli.Verbs;

/// <summary>Budgets that a run is sure to reach before its end.</summary>
internal static class BudgetFaults
{
    /// <summary>The faults of a suite's budget: that what is asked costs more even at the lower end of its estimate.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="estimates">What its run would ask and cost.</param>
    public static IEnumerable<Fault> Of(Suite suite, IReadOnlyCollection<PlanEstimate> estimates)
    {
        decimal least = estimates.Sum(estimate => estimate.CostUsd?.Low ?? 0);
        decimal spent = estimates.Sum(estimate => estimate.SpentUsd);
        if (suite.Budget.Usd is { } usd && least > 0 && spent + least > usd)
        {
            string costs =
                spent > 0
                    ? $"has cost ${Numbers.Money(spent)} so far and costs ${Numbers.Money(least)} more at least"
                    : $"costs ${Numbers.Money(least)} at least";
            yield return new Fault(
                new Location(suite.File),
                $"a budget of ${Numbers.Money(usd)} for a run that {costs}",
                "a higher budget, fewer samples or cheaper models"
            );
        }
    }
}
