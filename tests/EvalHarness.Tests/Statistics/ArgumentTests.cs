using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Power;
using EvalHarness.Statistics.Tests;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

/// <summary>What cannot be computed is refused with the value and its range, or undefined; never a number.</summary>
public sealed class ArgumentTests
{
    [TestCase(0, 0, 0.95, "n must be at least 1, was 0")]
    [TestCase(5, 4, 0.95, "successes must lie in [0, 4], was 5")]
    [TestCase(-1, 4, 0.95, "successes must lie in [0, 4], was -1")]
    [TestCase(1, 4, 1.5, "level must lie in (0, 1), was 1.5")]
    [TestCase(1, 4, double.NaN, "level must lie in (0, 1), was NaN")]
    public void Impossible_counts_and_levels_are_refused(int x, int n, double level, string message) =>
        Assert.That(
            () => BinomialIntervals.Wilson(x, n, level),
            Throws.InstanceOf<ArgumentException>().With.Message.StartsWith(message)
        );

    [Test]
    public void Values_that_are_no_numbers_are_refused_by_position() =>
        Assert.That(
            () => TTest.OneSample([1, double.NaN]),
            Throws.ArgumentException.With.Message.StartsWith("values[1] must be finite, was NaN")
        );

    [Test]
    public void Lists_of_different_length_are_refused() =>
        Assert.That(() => TTest.Paired([1, 2], [1]), Throws.InstanceOf<ArgumentException>());

    [Test]
    public void Scores_other_than_right_and_wrong_have_no_table() =>
        Assert.That(() => PairedTable.Of([1, 0.5], [1, 1]), Throws.ArgumentException);

    [Test]
    public void One_value_has_a_mean_and_nothing_else()
    {
        var test = TTest.OneSample([0.25]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(test.MeanDifference, Is.EqualTo(0.25));
            Assert.That(test.StandardError, Is.Null);
            Assert.That(test.Interval, Is.Null);
            Assert.That(test.P, Is.Null);
        }
    }

    [Test]
    public void One_cluster_has_no_standard_error()
    {
        var errors = StandardErrors.Clustered([1, 0, 1], [0, 0, 0]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(errors.Cr0, Is.Null);
            Assert.That(errors.Miller, Is.Null);
        }
    }

    [Test]
    public void Equal_values_have_exactly_no_variance() =>
        Assert.That(Moments.Of([.. Enumerable.Repeat(0.1, 37)]), Is.EqualTo(new Moments(37, 0.1, 0)));

    [Test]
    public void Enumeration_out_of_reach_is_undefined() =>
        Assert.That(SignFlip.Exact([.. Enumerable.Range(1, 60).Select(i => Math.Sqrt(i))]), Is.Null);

    [Test]
    public void Tails_too_small_for_a_difference_keep_their_digits()
    {
        using (Assert.EnterMultipleScope())
        {
            // R 4.2.2: pbinom(10, 1000, .5), pt(-40, 9), pnorm(-20).
            Assert.That(Tails.BinomialLower(10, 1000, 0.5), Is.EqualTo(2.4833387914895876e-278).Within(1e-8).Percent);
            Assert.That(Tails.StudentUpper(40, 9), Is.EqualTo(9.4914992246699174e-12).Within(1e-8).Percent);
            Assert.That(UnitNormal.Upper(20), Is.EqualTo(2.753624118606233e-89).Within(1e-8).Percent);
        }
    }

    [TestCase(1e-300, -37.0470962993612)]
    [TestCase(1e-15, -7.941345326170995)]
    [TestCase(0.025, -1.9599639845400538)]
    [TestCase(0.5, 0)]
    [TestCase(0.999999999, 5.997807019601638)]
    public void Normal_quantiles_are_those_of_SciPy(double p, double expected) =>
        Assert.That(UnitNormal.Quantile(p), Is.EqualTo(expected).Within(1e-12));

    [Test]
    public void Clustered_items_count_for_less()
    {
        double[] values = [1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0];
        int[] clusters = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3];
        var effect = DesignEffect.Of(values, clusters);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(effect.IntraclassCorrelation, Is.EqualTo(1).Within(1e-12));
            Assert.That(effect.Factor, Is.EqualTo(3).Within(1e-12));
            Assert.That(DesignEffect.Of(values, [.. Enumerable.Range(0, 12)]).Factor, Is.Null);
        }
    }

    [TestCase(0.1, 3842)]
    [TestCase(0.2, 7683)]
    [TestCase(0.36, 13830)]
    public void Items_for_a_point_of_accuracy(double discordant, int expected) =>
        Assert.That(Math.Ceiling(McNemarPower.SizeForHalfWidth(0.01, discordant)), Is.EqualTo(expected));
}
