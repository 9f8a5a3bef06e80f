using CsCheck;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Resampling;
using EvalHarness.Statistics.Tests;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

public sealed class SkewedMeanTests
{
    private static readonly double[] Costs = [0.01, 0.02, 0.02, 0.03, 0.05, 0.11, 0.31, 0.02, 0.04, 0.9];

    /// <summary>Costs that vary by more than rounding: what varies by less counts as constant and has no skewness.</summary>
    private static readonly Gen<double[]> Values = Gen.Double[-3, 2]
        .Select(Math.Exp)
        .Array[3, 40]
        .Where(values => values.Distinct().Count() > 2 && values.Max() - values.Min() > 1e-3 * values.Max());

    [Test]
    public void An_end_of_an_interval_is_where_its_test_turns()
    {
        Values.Sample(values =>
        {
            var mean = SkewedMean.Of(values)!;
            return new Func<double, MeanTest?>[]
            {
                bound => mean.Student(bound, 0.9),
                bound => mean.Johnson(bound, 0.9),
                bound => mean.Hall(bound, 0.9),
                bound => mean.Hall(bound, 0.9, isNormal: true),
            }.All(test =>
            {
                var interval = test(0)!.Interval;
                return interval.Low < interval.High
                    && Math.Abs(test(interval.Low)!.PGreater - 0.05) < 1e-9
                    && Math.Abs(test(interval.High)!.PLess - 0.05) < 1e-9;
            });
        });
    }

    [Test]
    public void Negated_values_and_bounds_mirror_every_test()
    {
        Values.Sample(values =>
        {
            var first = SkewedMean.Of(values)!;
            var second = SkewedMean.Of([.. values.Select(value => -value)])!;
            return IsMirror(first.Johnson(1), second.Johnson(-1))
                && IsMirror(first.Hall(1), second.Hall(-1))
                && IsMirror(first.JohnsonQuadratic(1), second.JohnsonQuadratic(-1));
        });
    }

    [Test]
    public void Order_of_values_does_not_matter()
    {
        Values.Sample(values =>
        {
            var first = SkewedMean.Of(values)!.Hall(1)!;
            var second = SkewedMean.Of([.. values.Reverse()])!.Hall(1)!;
            return Math.Abs(first.Statistic - second.Statistic) <= 1e-9 * Math.Max(1, Math.Abs(first.Statistic));
        });
    }

    [Test]
    public void Without_skewness_every_method_is_t()
    {
        double[] symmetric = [-3, -1, 0, 1, 3];
        var mean = SkewedMean.Of(symmetric)!;
        var t = TTest.OneSample(symmetric);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mean.Skewness, Is.Zero);
            Assert.That(mean.Student(0)!.Interval.High, Is.EqualTo(t.Interval!.Value.High).Within(1e-12));
            Assert.That(mean.Johnson(1)!.PLess, Is.EqualTo(mean.Student(1)!.PLess).Within(1e-12));
        }
    }

    [Test]
    public void Right_skew_moves_the_limits_up()
    {
        var mean = SkewedMean.Of(Costs)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(mean.Johnson(0)!.Interval.High, Is.GreaterThan(mean.Student(0)!.Interval.High));
            Assert.That(mean.Hall(0)!.Interval.High, Is.GreaterThan(mean.Johnson(0)!.Interval.High));
            Assert.That(mean.Hall(0.6)!.PLess, Is.GreaterThan(mean.Student(0.6)!.PLess));
        }
    }

    [TestCase(1e300)]
    [TestCase(1e-300)]
    public void The_unit_of_money_does_not_matter(double unit)
    {
        var plain = SkewedMean.Of(Costs)!.Hall(0.1)!;
        var scaled = SkewedMean.Of([.. Costs.Select(cost => cost * unit)])!.Hall(0.1 * unit)!;
        Assert.That(scaled.Statistic, Is.EqualTo(plain.Statistic).Within(1e-9));
    }

    [TestCase(new[] { 2.0 })]
    [TestCase(new[] { 0.1, 0.1, 0.1 })]
    [TestCase(new[] { 0.30000000000000004, 0.3, 0.3 })]
    public void One_value_and_constant_values_are_not_tested(double[] values)
    {
        var mean = SkewedMean.Of(values)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                new[] { mean.Student(1), mean.Johnson(1), mean.JohnsonQuadratic(1), mean.Hall(1) },
                Is.All.Null
            );
            Assert.That(StudentizedBootstrap.Resample(values, 50)!.Test(1), Is.Null);
            Assert.That(StudentizedBootstrap.Resample(values, 50)!.Bca(1), Is.Null);
        }
    }

    [Test]
    public void Nothing_has_no_mean_and_what_is_no_number_is_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SkewedMean.Of([]), Is.Null);
            Assert.That(StudentizedBootstrap.Resample([]), Is.Null);
            Assert.That(() => SkewedMean.Of([1, double.PositiveInfinity]), Throws.ArgumentException);
            Assert.That(() => SkewedMean.Of(Costs)!.Hall(double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(
                () =>
                    StudentizedBootstrap.Given(
                        [1, 2],
                        [
                            [0, 2],
                        ]
                    ),
                Throws.InstanceOf<ArgumentException>()
            );
            Assert.That(
                () =>
                    StudentizedBootstrap.Given(
                        [1, 2],
                        [
                            [0],
                        ]
                    ),
                Throws.ArgumentException
            );
        }
    }

    [Test]
    public void Bootstrap_t_reaches_further_up_than_t_and_does_not_depend_on_threads()
    {
        var one = StudentizedBootstrap.Resample(Costs, 2000, 7, 1)!;
        var many = StudentizedBootstrap.Resample(Costs, 2000, 7, 4)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(one.Test(0.1), Is.EqualTo(many.Test(0.1)));
            Assert.That(one.Bca(0.1), Is.EqualTo(many.Bca(0.1)));
            Assert.That(one.Test(0)!.Interval.High, Is.GreaterThan(SkewedMean.Of(Costs)!.Student(0)!.Interval.High));
            Assert.That(one.Test(0)!.Interval.Contains(Costs.Average()));
        }
    }

    [Test]
    public void Sums_in_another_order_are_ties_of_the_value()
    {
        // 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1 in doubles, though no resample of the three differs from the sample.
        double value = (0.1 + 0.2 + 0.3) / 3;
        double other = (0.3 + 0.2 + 0.1) / 3;
        var distribution = new BootstrapDistribution(value, [other, other, other, 0.1, 0.3], 0);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(other, Is.Not.EqualTo(value));
            Assert.That(distribution.BiasCorrection, Is.EqualTo(0).Within(1e-12));
        }
    }

    [Test]
    public void A_tail_beyond_all_replicates_goes_on_as_a_normal_one()
    {
        double[] replicates = [.. Enumerable.Range(1, 999).Select(i => 5 + UnitNormal.Quantile(i / 1000.0))];
        var distribution = new BootstrapDistribution(5, replicates, 0);
        var near = BcaTails.Extended(distribution, 4)!.Value;
        var far = BcaTails.Extended(distribution, 0)!.Value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                (near.Less, near.Greater, near.IsNormalTail),
                Is.EqualTo(
                    (BcaTails.Of(distribution, 4)!.Value.Less, BcaTails.Of(distribution, 4)!.Value.Greater, false)
                )
            );
            Assert.That(BcaTails.Of(distribution, 0)!.Value.Greater, Is.EqualTo(1.0 / 1000).Within(1e-12));
            Assert.That(far.IsNormalTail);
            Assert.That(far.Greater, Is.EqualTo(3e-7).Within(50).Percent);
            Assert.That(BcaTails.Extended(distribution, 10)!.Value.Less, Is.EqualTo(far.Greater).Within(1).Percent);
        }
    }

    private static bool IsMirror(MeanTest? first, MeanTest? second) =>
        Math.Abs(first!.Statistic + second!.Statistic) <= 1e-9 * Math.Max(1, Math.Abs(first.Statistic))
        && Math.Abs(first.PLess - second.PGreater) < 1e-9
        && Math.Abs(first.Interval.Low + second.Interval.High) < 1e-9 * Math.Max(1, Math.Abs(first.Interval.Low));
}
