using CsCheck;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

/// <summary>What boards say of clusters that are few, unequal, or without any spread.</summary>
public sealed class UnequalClustersTests
{
    private static readonly Gen<(double[] First, double[] Second, string[] Clusters)> Pairs = Gen.Select(
            Gen.Int[0, 1].Array[6, 60],
            Gen.Int[0, 1].Array[60],
            Gen.Int[0, 6].Array[60]
        )
        .Select(
            (first, second, clusters) =>
                (
                    first.Select(Convert.ToDouble).ToArray(),
                    second[..first.Length].Select(Convert.ToDouble).ToArray(),
                    clusters[..first.Length].Select(cluster => $"g{cluster}").ToArray()
                )
        );

    [Test]
    public void One_sample_among_thirty_of_one_cluster_and_a_single_one_tells_nobody_apart()
    {
        string[] clusters = [.. Enumerable.Repeat("big", 30), "single"];
        double[] all = [.. Enumerable.Repeat(1d, 31)];
        double[] butOne = [0, .. Enumerable.Repeat(1d, 30)];

        var table = Tabled.Scores(clusters, [("a", butOne), ("b", all)]);
        var pair = Tabled.Board(table).Find("a", "b")!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(pair.Verdict, Is.EqualTo(PairVerdict.Undecided));
            Assert.That(pair.PValue, Is.GreaterThan(0.2));
            Assert.That(pair.DegreesOfFreedom, Is.EqualTo(1).Within(1e-12));
            // 1 / ((30/31)^2 + (1/31)^2).
            Assert.That(pair.Difference.EffectiveClusters, Is.EqualTo(961 / 901.0).Within(1e-12));
            Assert.That(pair.Difference.Note, Does.StartWith("one cluster holds 96.8 % of the samples"));
            Assert.That(NoteText.Of(Comparer.Compare(table)), Has.Some.Contains("2 clusters that count as 1.1"));
        }
    }

    [Test]
    public void A_paired_difference_has_the_CR2_error_and_Satterthwaites_degrees_of_freedom()
    {
        double[] first = [1, 1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1];
        double[] second = [1, 0, 1, 0, 0, 0, 1, 0, 1, 1, 1, 0];
        string[] clusters = ["a", "a", "a", "a", "a", "b", "b", "b", "c", "c", "d", "e"];

        var pair = Tabled.Pair(clusters, first, second);

        // By hand: mean 3/12 of differences; sums of residuals s, shares h, CR2 = sum of s^2 / (1 - h) / 144.
        double[] sums = [2 - (5 / 4.0), 1 - (3 / 4.0), -1 - (2 / 4.0), 0 - (1 / 4.0), 1 - (1 / 4.0)];
        double[] shares = [5 / 12.0, 3 / 12.0, 2 / 12.0, 1 / 12.0, 1 / 12.0];
        double error = Math.Sqrt(sums.Zip(shares, (s, h) => s * s / (1 - h)).Sum()) / 12;
        double square =
            shares.Sum(h => h * h)
            + (Math.Pow(shares.Sum(h => h * h / (1 - h)), 2) - shares.Sum(h => Math.Pow(h * h / (1 - h), 2)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pair.Difference.StandardError, Is.EqualTo(error).Within(1e-14));
            Assert.That(pair.DegreesOfFreedom, Is.EqualTo(1 / square).Within(1e-12));
            Assert.That(pair.Statistic, Is.EqualTo(0.25 / error).Within(1e-12));
            Assert.That(pair.Test, Does.Contain("CR2").And.Contain("Satterthwaite"));
        }
    }

    [Test]
    public void Clusters_of_one_sample_each_are_no_clusters() =>
        Pairs.Sample(
            data =>
            {
                // Scores in parts: right or wrong answers without clusters have exact tests of their own.
                double[] first = [.. data.First.Select((value, i) => (value + i % 3) / 4)];
                double[] second = [.. data.Second.Select((value, i) => (value + i % 2) / 4)];
                var plain = Tabled.Pair(null, first, second);
                var single = Tabled.Pair([.. first.Select((_, i) => $"c{i}")], first, second);
                return plain.PValue == single.PValue
                    && plain.Difference.Low == single.Difference.Low
                    && plain.DegreesOfFreedom == single.DegreesOfFreedom;
            },
            iter: 40,
            threads: 1
        );

    [Test]
    public void The_order_of_samples_does_not_matter() =>
        Pairs.Sample(
            data =>
            {
                var there = Tabled.Pair(data.Clusters, data.First, data.Second);
                var back = Tabled.Pair(
                    [.. data.Clusters.Reverse()],
                    [.. data.First.Reverse()],
                    [.. data.Second.Reverse()]
                );
                return there.Reason == back.Reason
                    && Near(there.PValue, back.PValue)
                    && Near(there.Difference.Low, back.Difference.Low)
                    && Near(there.DegreesOfFreedom, back.DegreesOfFreedom);
            },
            iter: 40,
            threads: 1
        );

    [Test]
    public void The_interval_holds_zero_exactly_where_p_is_large() =>
        Pairs.Sample(
            data =>
            {
                var pair = Tabled.Pair(data.Clusters, data.First, data.Second);
                return pair.PValue is not { } p
                    || Math.Abs(p - 0.05) < 1e-9
                    || pair.Difference.Excludes(0) == (p < 0.05);
            },
            iter: 60,
            threads: 1
        );

    [TestCase(new[] { 0.9, 0.8 }, new[] { 0.8, 0.7 })]
    [TestCase(new[] { 0.1, 0.3 }, new[] { 0.0, 0.2 })]
    [TestCase(new[] { 1e9 + 0.1, 2e9 + 0.1, 3e9 + 0.1 }, new[] { 1e9, 2e9, 3e9 })]
    public void A_constant_difference_is_not_tested_whatever_its_rounding(double[] first, double[] second)
    {
        var pair = Tabled.Pair(null, first, second);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pair.Verdict, Is.EqualTo(PairVerdict.NotComparable));
            Assert.That(pair.Reason, Is.EqualTo(new PairReason.NoSpread()));
            Assert.That(
                (pair.PValue, pair.Statistic, pair.Difference.Low),
                Is.EqualTo(((double?)null, (double?)null, (double?)null))
            );
        }
    }

    [Test]
    public void Clusters_that_all_differ_by_the_same_share_are_not_tested()
    {
        // Three of seven and six of fourteen right, where the other model is always right.
        string[] clusters = [.. Enumerable.Range(0, 21).Select(i => i < 7 ? "x" : "y")];
        double[] some = [.. Enumerable.Range(0, 21).Select(i => i is < 3 or (>= 7 and < 13) ? 1d : 0)];
        var pair = Tabled.Pair(clusters, some, [.. Enumerable.Repeat(1d, 21)]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(pair.Verdict, Is.EqualTo(PairVerdict.NotComparable));
            Assert.That(pair.Reason, Is.EqualTo(new PairReason.NoSpreadOfClusters()));
            Assert.That(pair.Difference.Value, Is.EqualTo(-12 / 21.0).Within(1e-15));
        }
    }

    [Test]
    public void Models_that_are_opposite_but_equal_over_each_cluster_are_not_called_alike()
    {
        string[] clusters = [.. Enumerable.Range(0, 40).Select(i => $"c{i / 4}")];
        double[] odd = [.. Enumerable.Range(0, 40).Select(i => (double)(i % 2))];
        double[] even = [.. odd.Select(one => 1 - one)];

        var pair = Tabled.Pair(clusters, odd, even);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                PairText.Note(pair),
                Does.StartWith("the models differ on samples, but alike in every cluster")
            );
            Assert.That(pair.Verdict, Is.EqualTo(PairVerdict.NotComparable));
            Assert.That(PairText.Note(Tabled.Pair(clusters, odd, odd)), Is.EqualTo("no sample tells the two apart"));
        }
    }

    [Test]
    public void Disagreement_all_one_way_is_no_standard_error_of_nothing()
    {
        var pair = Tabled.Pair(null, [1, 1, 1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0, 0, 0]);
        // Bonett and Price: nine and one of ten samples.
        Assert.That(pair.Difference.StandardError, Is.EqualTo(Math.Sqrt((1 - 0.64) / 10)).Within(1e-15));
    }

    private static bool Near(double? one, double? other) =>
        one is { } a && other is { } b ? Math.Abs(a - b) < 1e-9 : one is null && other is null;
}
