using CsCheck;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Tests;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

public sealed class BestOfManyTests
{
    private static readonly Gen<double[]> Means = Gen.Int[0, 20].Select(i => i / 20.0).Array[2, 6];

    [TestCase(1, 0.999)]
    [TestCase(1.5, 0.3)]
    [TestCase(7, 0.95)]
    [TestCase(1e6, 0.95)]
    [TestCase(12, 0.9999999)]
    public void The_best_of_two_is_a_one_sided_t(double df, double level)
    {
        double expected = Tails.StudentCritical(Math.Abs(2 * level - 1), df) * Math.Sign(2 * level - 1);
        Assert.That(new OneSidedDunnett(2, df).Critical(level), Is.EqualTo(expected).Within(1e-8).Percent);
    }

    // C. W. Dunnett (1955), doi:10.1080/01621459.1955.10501294, table 1a: one-sided, 5 %, to two decimals.
    [TestCase(3, null, 1.92)]
    [TestCase(5, null, 2.16)]
    [TestCase(10, null, 2.42)]
    [TestCase(5, 20, 2.30)]
    public void Critical_values_are_the_tabled_ones(int models, double? df, double expected) =>
        Assert.That(new OneSidedDunnett(models, df).Critical(0.95), Is.EqualTo(expected).Within(0.005));

    [Test]
    public void The_leader_may_always_be_best_and_intervals_hold_their_difference()
    {
        Means.Sample(
            means =>
            {
                var result = MultipleComparisonsWithBest.Of(means, 30, 0.2, null)!;
                return result.PossibleBest.Contains(Array.IndexOf(means, means.Max()))
                    && result
                        .Intervals.Zip(result.DifferenceToBestOther)
                        .All(pair => pair.First.Contains(pair.Second) && pair.First.Contains(0));
            },
            iter: 50
        );
    }

    [Test]
    public void Order_of_models_and_a_common_shift_do_not_matter()
    {
        double[] means = [0.71, 0.64, 0.55, 0.7];
        var first = MultipleComparisonsWithBest.Of(means, 200, 0.2, 796)!;
        var second = MultipleComparisonsWithBest.Of([.. means.Reverse().Select(mean => mean + 1)], 200, 0.2, 796)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.PossibleBest, Is.EquivalentTo(first.PossibleBest.Select(i => 3 - i)));
            Assert.That(second.Intervals[3].Low, Is.EqualTo(first.Intervals[0].Low).Within(1e-12));
        }
    }

    [Test]
    public void What_items_share_is_no_noise_where_models_answer_the_same_items()
    {
        double[] hard = [0.1, 0.9, 0.3, 0.7, 0.5, 0.2];
        double[] better = [.. hard.Select((value, i) => value + 0.05 + 0.01 * (i % 2))];
        var apart = MultipleComparisonsWithBest.Of([hard, better], ComparisonDesign.Independent)!;
        var together = MultipleComparisonsWithBest.Of([hard, better], ComparisonDesign.Blocked)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(apart.Best, Is.Null);
            Assert.That(together.Best, Is.EqualTo(1));
        }
    }

    [Test]
    public void Without_variance_or_a_second_model_there_is_nothing_to_compare()
    {
        var constant = MultipleComparisonsWithBest.Of(
            [
                [0.1, 0.1, 0.1],
                [0.3, 0.3, 0.3],
            ],
            ComparisonDesign.Independent
        )!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (constant.Variance, constant.Critical, constant.Best),
                Is.EqualTo((0.0, (double?)null, (int?)null))
            );
            Assert.That(constant.Intervals, Is.Empty);
            Assert.That(MultipleComparisonsWithBest.Of([0.5], 10, 0.2, 9), Is.Null);
            Assert.That(MultipleComparisonsWithBest.Of([], 10, 0.2, 9), Is.Null);
            Assert.That(
                MultipleComparisonsWithBest.Of(
                    [
                        [],
                        [],
                    ],
                    ComparisonDesign.Blocked
                ),
                Is.Null
            );
        }
    }

    [Test]
    public void What_cannot_be_compared_is_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => MultipleComparisonsWithBest.Of([1, double.NaN], 5, 1, null), Throws.ArgumentException);
            Assert.That(
                () => MultipleComparisonsWithBest.Of([1, 2], 5, -1, null),
                Throws.InstanceOf<ArgumentOutOfRangeException>()
            );
            Assert.That(
                () => MultipleComparisonsWithBest.Of([1, 2], 5, 1, double.NaN),
                Throws.InstanceOf<ArgumentOutOfRangeException>()
            );
            Assert.That(
                () =>
                    HolmAllPairs.PairedT([
                        [1, 2],
                        [1],
                    ]),
                Throws.ArgumentException
            );
            Assert.That(
                () =>
                    HolmAllPairs.McNemarMidP([
                        [1, 0.5],
                        [1, 0],
                    ]),
                Throws.ArgumentException
            );
        }
    }

    [Test]
    public void A_pair_that_cannot_be_tested_counts_in_the_family()
    {
        double?[] p = [0.01, null, 0.2];
        int next = 0;
        var family = HolmAllPairs.Of([0.9, 0.5, 0.4], (_, _) => p[next++]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(family.Pairs.Select(pair => pair.AdjustedP), Is.EqualTo(new double?[] { 0.03, null, 0.4 }));
            Assert.That(family.WorseThanReference, Is.EqualTo(new[] { 1 }));
        }
    }

    [Test]
    public void Adjusted_p_of_all_pairs_are_at_least_p_and_follow_their_models()
    {
        Gen.Int[0, 1]
            .Select(i => (double)i)
            .Array[20]
            .Array[2, 5]
            .Sample(models =>
            {
                var first = HolmAllPairs.McNemarMidP(models)!;
                var second = HolmAllPairs.McNemarMidP([.. models.Reverse()])!;
                int last = models.Length - 1;
                return first.Pairs.All(pair =>
                    pair.AdjustedP >= pair.P
                    && pair.AdjustedP <= 1
                    && second.Pairs.Any(other =>
                        other.First == last - pair.Second
                        && other.Second == last - pair.First
                        && other.Difference == -pair.Difference
                        && Math.Abs(other.AdjustedP!.Value - pair.AdjustedP!.Value) < 1e-12
                    )
                );
            });
    }

    [Test]
    public void One_model_is_a_family_without_pairs()
    {
        var family = HolmAllPairs.PairedT([
            [0.4, 0.6],
        ])!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(family.Pairs, Is.Empty);
            Assert.That(family.WorseThanReference, Is.Empty);
            Assert.That(HolmAllPairs.PairedT([]), Is.Null);
            Assert.That(
                HolmAllPairs.PairedT([
                    [],
                    [],
                ]),
                Is.Null
            );
        }
    }

    [Test]
    public void A_constant_difference_is_not_tested()
    {
        var family = HolmAllPairs.PairedT([
            [0.9, 0.8, 0.7],
            [0.8, 0.7, 0.6],
        ])!;
        Assert.That(family.Pairs.Single().P, Is.Null);
    }

    [Test]
    public void Mid_p_is_for_right_and_wrong_alone() =>
        Assert.That(
            () =>
                HolmAllPairs.McNemarMidP([
                    [1, 0, 1],
                    [1, 0.5, 0],
                ]),
            Throws.ArgumentException
        );
}
