using CsCheck;
using EvalHarness.Statistics.Intervals;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

public sealed class ClusteredShareTests
{
    private static readonly Gen<ClusteredShare> Shares = Gen.Select(
            Gen.Int[0, 1].Select(i => (double)i).Array[2, 60],
            Gen.Int[0, 9].Array[60],
            Gen.Enum<ClusterRobustVariant>()
        )
        .Select((values, clusters, variant) => ClusteredShare.Of(values, clusters.AsSpan(0, values.Length), variant)!);

    [Test]
    public void Intervals_hold_the_share_within_zero_and_one()
    {
        Shares.Sample(share =>
            new[] { share.Wilson(), share.KornGraubard(), share.Logit() }.All(interval =>
                interval is not { } limits
                || (
                    limits.Low >= 0
                    && limits.Low <= share.Share + 1e-12
                    && share.Share <= limits.High + 1e-12
                    && limits.High <= 1
                )
            )
        );
    }

    [Test]
    public void The_effective_number_is_at_most_the_number_of_values()
    {
        Shares.Sample(share =>
            share.EffectiveN is not { } n ? share.Clusters == 1 : n <= share.N && n > 0 && share.DesignEffect >= 1
        );
    }

    [Test]
    public void The_ends_of_the_score_interval_are_where_its_test_turns()
    {
        Shares.Sample(share =>
        {
            bool At(double bound, Func<ShareTest, double> p) =>
                bound is <= 0 or >= 1 || Math.Abs(p(share.Score(bound)!.Value) - 0.05) < 1e-9;
            return share.Wilson(0.9) is not { } interval
                || (At(interval.Low, test => test.PGreater) && At(interval.High, test => test.PLess));
        });
    }

    [Test]
    public void Wrong_answers_mirror_right_ones()
    {
        double[] values = [1, 1, 0, 1, 1, 1, 1, 0, 1];
        int[] clusters = [0, 0, 0, 1, 1, 2, 2, 2, 3];
        var share = ClusteredShare.Of(values, clusters)!;
        var mirror = ClusteredShare.Of([.. values.Select(value => 1 - value)], clusters)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(share.Wilson()!.Value.Low, Is.EqualTo(1 - mirror.Wilson()!.Value.High).Within(1e-12));
            Assert.That(
                share.KornGraubard()!.Value.High,
                Is.EqualTo(1 - mirror.KornGraubard()!.Value.Low).Within(1e-12)
            );
            Assert.That(share.Score(0.8)!.Value.PLess, Is.EqualTo(mirror.Score(0.2)!.Value.PGreater).Within(1e-12));
        }
    }

    [TestCase(20)]
    [TestCase(59)]
    public void All_right_and_independent_is_Clopper_and_Pearson(int n)
    {
        var share = ClusteredShare.Of([.. Enumerable.Repeat(1.0, n)], [.. Enumerable.Range(0, n)])!;
        double expected = BinomialIntervals.ClopperPearson(n, n).Low;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(share.KornGraubard()!.Value.Low, Is.EqualTo(expected).Within(1e-12));
            Assert.That(share.KornGraubard()!.Value.High, Is.EqualTo(1));
            Assert.That(share.Logit(), Is.Null);
        }
    }

    [Test]
    public void Repeats_of_right_answers_count_once_each()
    {
        // Ten questions asked three times, all right: what ten answers say, and not what thirty do.
        double[] values = [.. Enumerable.Repeat(1.0, 30)];
        var share = ClusteredShare.Of(values, [.. Enumerable.Range(0, 30).Select(i => i / 3)])!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(share.EffectiveN, Is.EqualTo(10).Within(1e-12));
            Assert.That(share.Score(0.9)!.Value.PGreater, Is.GreaterThan(0.1));
        }
    }

    [Test]
    public void One_cluster_says_nothing_and_no_values_are_no_share()
    {
        var one = ClusteredShare.Of([1, 0, 1], [0, 0, 0])!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ClusteredShare.Of([], []), Is.Null);
            Assert.That(
                (one.EffectiveN, one.Wilson(), one.Score(0.5)),
                Is.EqualTo(((double?)null, (Interval?)null, (ShareTest?)null))
            );
        }
    }

    [Test]
    public void Only_right_and_wrong_answers_and_inner_bounds_are_taken()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => ClusteredShare.Of([1, 0.5], [0, 1]),
                Throws.ArgumentException.With.Message.StartsWith("values[1] must be 0 or 1, was 0.5")
            );
            Assert.That(
                () => ClusteredShare.Of([1, 0], [0, 1])!.Score(1),
                Throws.InstanceOf<ArgumentOutOfRangeException>()
            );
        }
    }
}
