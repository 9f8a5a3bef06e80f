using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Scoring;
using EvalHarness.Scoring.Metrics;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

/// <summary>Where a model is worst: the even samples of a board are one slice, the odd ones the other.</summary>
public sealed class SliceGapsTests
{
    private const int Samples = 120;

    [Test]
    public void The_worst_slice_is_named_with_what_it_lacks_to_the_whole()
    {
        // Right on all even samples, and on a third of the odd ones.
        var gap = Gap(Board(i => i % 2 == 0 || i % 6 == 1), "accuracy");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (gap.Field, gap.Worst, gap.Samples, gap.Slices, gap.LeftOut),
                Is.EqualTo(("half", "odd", 60, 2, 0))
            );
            Assert.That((gap.Whole, gap.Score), Is.EqualTo((2 / 3.0, 1 / 3.0)).Within(1e-12));
            Assert.That(gap.Gap.Value, Is.EqualTo(1 / 3.0).Within(1e-12));
            Assert.That(gap.Gap.Low, Is.InRange(0.15, 1 / 3.0), "sixty samples tell a third from two thirds");
            Assert.That(gap.Gap.High, Is.InRange(1 / 3.0, 0.5));
            Assert.That(gap.IsShown);
        }
    }

    [Test]
    public void Equal_slices_show_no_gap()
    {
        var gap = Gap(Board(i => i / 2 % 3 > 0), "accuracy");

        Assert.That((gap.Gap.Value, gap.IsShown), Is.EqualTo((0.0, false)));
    }

    [TestCase("macro_f1")]
    [TestCase("brier")]
    public void Metrics_that_are_no_means_have_gaps_as_well_and_worse_is_worse(string metric)
    {
        var comparison = Comparer.Compare(Board(i => i % 2 == 0 || i % 6 == 1).Table()).Tasks[0];
        var one = comparison.Metrics.Single(found => found.Metric == metric);
        var gap = one.SliceGaps.Single();
        double odd = one.Slices.Single(slice => slice.Value == "odd").Rows[0].Estimate.Value!.Value;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(gap.Worst, Is.EqualTo("odd"));
            Assert.That(gap.Score, Is.EqualTo(odd).Within(1e-12));
            Assert.That(
                gap.Gap.Value,
                Is.EqualTo(Math.Abs(one.Leaderboard[0].Estimate.Value!.Value - odd)).Within(1e-12)
            );
            Assert.That(gap.IsShown);
        }
    }

    [Test]
    public void Slices_of_fewer_than_thirty_are_left_out_and_one_alone_says_nothing()
    {
        var board = Board(i => i % 2 == 0, samples: 58);

        Assert.That(Comparer.Compare(board.Table()).Tasks[0].Headline.SliceGaps, Is.Empty);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Parts_that_are_the_same_have_the_same_values_on_all_resamples(bool isWeighted)
    {
        var scores = Board(i => i % 2 == 0 || i % 6 == 1).Table().Tasks[0];
        int[] all = Rows.All(scores);
        var clusters = ClusterIndex.Over(scores.Samples, null);
        IReplicator replicator = isWeighted ? new WeightedReplicator(scores, 0) : new FormulaReplicator(scores, 0);
        int[] even = [.. all.Where(row => row % 2 == 0)];
        ReplicatedPart Part(int[] rows) => new(0, rows, clusters.At(rows));

        double[][] values = replicator.Replicate([Part(all), Part(even), Part(all)], 50, 3);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(values[2], Is.EqualTo(values[0]));
            Assert.That(values[1], Is.Not.EqualTo(values[0]));
        }
    }

    private static SliceGap Gap(Board board, string metric) =>
        Comparer.Compare(board.Table()).Tasks[0].Metrics.Single(one => one.Metric == metric).SliceGaps.Single();

    private static Board Board(Func<int, bool> isRight, int samples = Samples)
    {
        string[] targets = [.. Enumerable.Range(0, samples).Select(i => i / 2 % 2 == 0 ? "a" : "b")];
        IMetric[] metrics = [new Accuracy(), new MacroF1()];
        return EvalHarness
            .Tests.Comparisons.Board.Of(targets, metrics)
            .Weighing(new BrierScore())
            .With(
                "one",
                [
                    .. targets.Select(
                        (target, i) =>
                            isRight(i) ? target
                            : target == "a" ? "b"
                            : "a"
                    ),
                ],
                confidence: [.. targets.Select(_ => 0.9)]
            );
    }
}
