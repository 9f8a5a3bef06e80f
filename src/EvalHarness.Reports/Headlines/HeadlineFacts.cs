using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>What the answer of a task rests on, and what its model costs.</summary>
internal static class HeadlineFacts
{
    /// <summary>How much was asked, and the money.</summary>
    public static IEnumerable<Fact> Of(Cast cast)
    {
        var (contest, task) = (cast.Contest, cast.Contest.Task);
        string of = task.ClusterField is null ? "" : $" in {ClusterText.Counted(task)}";
        yield return new Fact(Show.Count(task.Samples), (task.Samples == 1 ? "sample" : "samples") + of);
        if (contest.Candidate is { } candidate && cast.SummaryOf(candidate.Model) is { } model)
        {
            yield return Cost(model);
        }
    }

    private static Fact Cost(ModelSummary model)
    {
        if (model.CostPer1000Usd is not { } cost)
        {
            return new Fact(
                "unknown",
                $"cost of {Answers.Short(model.Model)}{(model.CostBasis.Length > 0 ? ": " + model.CostBasis : "")}"
            );
        }

        var unit = CostUnit.For([cost]);
        return new Fact(Quantities.Money(unit.Of(cost)), $"for {unit.Words} of {Answers.Short(model.Model)}");
    }
}
