using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>The answer of a task as numbers, for those who read no sentence.</summary>
internal static class HeadlineFacts
{
    /// <summary>The gap, what would close the question, and the money.</summary>
    public static IEnumerable<Fact> Of(Contest contest, FamilyCorrection family)
    {
        if (contest.Candidate is not { } candidate)
        {
            yield break;
        }

        var metric = contest.Metric;
        if (contest.Pair is { Difference.Value: not null, Verdict: not PairVerdict.NotComparable } pair)
        {
            yield return new Fact(
                Show.Difference(pair.Difference, metric.IsShare) + Show.DifferenceUnit(metric.IsShare),
                $"{Answers.Short(pair.Model)} over {Answers.Short(pair.Against)} in {Names.Metric(metric.Metric)}{P(pair, family)}"
            );
        }
        else
        {
            yield return new Fact(
                Show.Value(candidate.Estimate, metric.IsShare) + Show.Unit(metric.IsShare),
                $"{Names.Metric(metric.Metric)} of {candidate.Model}"
            );
        }

        var open = contest.Open().ToArray();
        if (open.FirstOrDefault(pair => pair.SamplesNeeded is not null) is { } needed)
        {
            yield return new Fact(
                Show.Count(needed.SamplesNeeded!.Value) + " more",
                $"samples to tell {Answers.Short(needed.Model)} from {Answers.Short(needed.Against)}"
            );
        }
        else if (contest.Pair?.MinimalDetectable is { } smallest)
        {
            yield return new Fact(
                Show.Number(smallest * (metric.IsShare ? 100 : 1), metric.IsShare ? 1 : 3)
                    + Show.DifferenceUnit(metric.IsShare),
                "smallest difference that these data would find, 4 times in 5"
            );
        }

        yield return Cost(contest.Task.Models.First(model => model.Model == candidate.Model));
    }

    private static string P(PairedComparison pair, FamilyCorrection family) =>
        pair.AdjustedPValue is { } adjusted
            ? $", p {(adjusted < 0.001 ? "" : "= ")}{Show.P(adjusted)} ({Answers.Applied(pair, family)})"
            : "";

    private static Fact Cost(ModelSummary model) =>
        model.CostPer1000CorrectUsd is { } correct
            ? new Fact(Quantities.Money(correct), $"per 1,000 right answers, {Answers.Short(model.Model)}")
        : model.CostPer1000Usd is { } answers
            ? new Fact(Quantities.Money(answers), $"per 1,000 answers, {Answers.Short(model.Model)}")
        : new Fact(
            "unknown",
            $"cost of {Answers.Short(model.Model)}{(model.CostBasis.Length > 0 ? ": " + model.CostBasis : "")}"
        );
}
