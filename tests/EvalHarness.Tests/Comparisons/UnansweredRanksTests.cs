using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Tests.Comparisons.Gates;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

/// <summary>Correlations of models that leave samples unanswered.</summary>
public sealed class UnansweredRanksTests
{
    private static readonly CompareSpec Spec = new("n", ["m"], Resamples: 1_000);

    private static Board Board(int samples, CorrelationKind kind, Func<int, bool> isAnswered) =>
        Comparisons
            .Board.Of([.. Enumerable.Range(1, samples).Select(i => $"{i}")], [], Spec)
            .Weighing(new RankCorrelation(kind))
            .With("m", [.. Enumerable.Range(1, samples).Select(i => isAnswered(i) ? $"{i}" : null)]);

    [TestCase(CorrelationKind.Spearman)]
    [TestCase(CorrelationKind.Kendall)]
    [TestCase(CorrelationKind.Pearson)]
    public void Two_of_four_answered_say_next_to_nothing(CorrelationKind kind)
    {
        var row = Comparer.Compare(Board(4, kind, i => i <= 2).Table()).Tasks[0].Headline.Leaderboard[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.Estimate.N, Is.EqualTo(2));
            Assert.That(row.Estimate.Note, Is.EqualTo("2 of 4 samples answered by numbers"));
            Assert.That(row.Estimate.Low, Is.LessThan(-0.6));
            Assert.That(row.Estimate.High, Is.EqualTo(1).Within(1e-9));
            Assert.That(row.WorstCase, Is.LessThan(0));
        }
    }

    /// <summary>
    /// Two answered in order and two that are not: of all twelve orders of four with 1 before 2 the lowest rho is -0.8, by hand.
    /// </summary>
    [Test]
    public void The_worst_case_is_the_lowest_correlation_that_answers_could_have_given()
    {
        var row = Comparer
            .Compare(Board(4, CorrelationKind.Spearman, i => i <= 2).Table())
            .Tasks[0]
            .Headline.Leaderboard[0];
        Assert.That((row.WorstCase, row.BestCase), Is.EqualTo((-0.8, 1.0)).Within(1e-12));
    }

    [Test]
    public void All_answered_is_what_it_was()
    {
        var row = Comparer
            .Compare(Board(40, CorrelationKind.Spearman, _ => true).Table())
            .Tasks[0]
            .Headline.Leaderboard[0];
        Assert.That((row.WorstCase, row.BestCase, row.Estimate.N), Is.EqualTo(((double?)null, (double?)null, 40L)));
    }

    [Test]
    public void A_model_does_not_pass_a_gate_or_win_by_leaving_samples_out()
    {
        string[] targets = [.. Enumerable.Range(1, 100).Select(i => $"{i}")];
        var board = Board(100, CorrelationKind.Spearman, i => i % 3 == 0)
            .With("n", [.. targets.Select((target, i) => i % 10 == 0 ? "50" : target)]);
        var gate = GateSetup.Only(board.Table(), new GateSpec("m", "task/spearman", AtLeast: 0.5));
        var pair = Comparer.Compare(board.Table()).Tasks[0].Headline.Find("m", "n")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(gate.Estimate!.Value, Is.EqualTo(1).Within(1e-9));
            Assert.That(gate.Verdict, Is.EqualTo(GateVerdict.Inconclusive));
            Assert.That(pair.Verdict, Is.EqualTo(PairVerdict.Undecided));
            Assert.That(pair.Difference.Low, Is.LessThan(-0.5));
        }
    }

    [Test]
    public void A_few_unanswered_samples_cost_little()
    {
        var estimate = Comparer
            .Compare(Board(200, CorrelationKind.Spearman, i => i % 50 != 0).Table())
            .Tasks[0]
            .Headline.Leaderboard[0]
            .Estimate;
        Assert.That(estimate.Low, Is.InRange(0.6, 0.97));
    }
}
