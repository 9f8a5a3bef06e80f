using CsCheck;
using EvalHarness.Statistics.Intervals;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

public sealed class QuantileIntervalTests
{
    private static readonly Gen<double[]> Values = Gen.Int[-8, 8].Select(i => i / 4.0).Array[1, 120];

    [Test]
    public void Limits_hold_the_estimate_and_one_sided_ones_lie_within()
    {
        Gen.Select(Values, Gen.Double[0.02, 0.98])
            .Sample(
                (values, q) =>
                {
                    var interval = QuantileInterval.Of(values, q)!;
                    return (interval.Limits.Low ?? double.NegativeInfinity) <= interval.Estimate
                        && interval.Estimate <= (interval.Limits.High ?? double.PositiveInfinity)
                        && interval.Coverage >= 0.95 - 1e-12
                        && (interval.Limits.Low is not { } low || interval.OneSidedLow >= low)
                        && (interval.Limits.High is not { } high || interval.OneSidedHigh <= high);
                }
            );
    }

    [Test]
    public void Negated_values_mirror_the_ranks()
    {
        Gen.Select(Values, Gen.Double[0.02, 0.98])
            .Sample(
                (values, q) =>
                {
                    var limits = QuantileInterval.Of(values, q)!.Limits;
                    var mirror = QuantileInterval.Of([.. values.Select(value => -value)], 1 - q)!.Limits;
                    return limits.LowRank == values.Length + 1 - mirror.HighRank && limits.Low == -mirror.High;
                }
            );
    }

    [TestCase(71, false)]
    [TestCase(72, true)]
    public void The_upper_limit_of_the_95th_percentile_takes_72_values(int n, bool exists)
    {
        double[] values = [.. Enumerable.Range(1, n).Select(i => (double)i)];
        Assert.That(QuantileInterval.Of(values, 0.95)!.Limits.High is not null, Is.EqualTo(exists));
    }

    [Test]
    public void Clusters_widen_the_limits_and_their_names_do_not_matter()
    {
        Gen.Select(Values.Where(values => values.Length > 1), Gen.Int[0, 9].Array[120], Gen.Double[0.1, 0.9])
            .Sample(
                (values, ids, q) =>
                {
                    int[] clusters = ids[..values.Length];
                    var exact = QuantileInterval.Of(values, q)!;
                    var first = ClusteredQuantileInterval.Of(values, clusters, q)!;
                    var second = ClusteredQuantileInterval.Of(
                        [.. values.Reverse()],
                        [.. clusters.Reverse().Select(cluster => 9 - cluster)],
                        q
                    )!;
                    return first.Estimate == exact.Estimate
                        && first.Scaled == second.Scaled
                        && first.Woodruff == second.Woodruff
                        && (
                            // One or two degrees of freedom leave less than one effective sample, of which ranks say nothing.
                            first.Share.DegreesOfFreedom < 3
                            || first.Scaled is not { } scaled
                            || (
                                (scaled.LowRank ?? 0) <= (exact.Limits.LowRank ?? 0)
                                && (scaled.HighRank ?? int.MaxValue) >= (exact.Limits.HighRank ?? int.MaxValue)
                            )
                        );
                }
            );
    }

    [Test]
    public void Repeats_of_every_value_say_what_the_values_say()
    {
        double[] once = [.. Enumerable.Range(1, 40).Select(i => (double)i)];
        double[] thrice = [.. once.SelectMany(value => new[] { value, value, value })];
        int[] clusters = [.. Enumerable.Range(0, 120).Select(i => i / 3)];
        var plain = QuantileInterval.Of(once, 0.5)!.Limits;
        var naive = QuantileInterval.Of(thrice, 0.5)!.Limits;
        var repeated = ClusteredQuantileInterval.Of(thrice, clusters, 0.5)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(repeated.Share.EffectiveN, Is.EqualTo(39).Within(1e-9));
            Assert.That(repeated.Scaled!.Value.Low, Is.EqualTo(plain.Low).Within(1));
            Assert.That(naive.Low, Is.GreaterThan(plain.Low!.Value));
        }
    }

    [Test]
    public void Equal_values_limit_themselves_and_few_values_nothing()
    {
        var equal = QuantileInterval.Of([.. Enumerable.Repeat(7.0, 20)], 0.5)!.Limits;
        var single = QuantileInterval.Of([7], 0.5)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((equal.Low, equal.High), Is.EqualTo(((double?)7, (double?)7)));
            Assert.That((single.Limits.Low, single.Limits.High), Is.EqualTo(((double?)null, (double?)null)));
            Assert.That(single.Coverage, Is.EqualTo(1));
            Assert.That(QuantileInterval.Of([], 0.5), Is.Null);
            Assert.That(ClusteredQuantileInterval.Of([], [], 0.5), Is.Null);
            Assert.That(ClusteredQuantileInterval.Of([1, 2, 3], [0, 0, 0], 0.5)!.Scaled, Is.Null);
        }
    }

    [Test]
    public void Outer_quantiles_and_what_is_no_number_are_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => QuantileInterval.Of([1, 2], 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => QuantileInterval.Of([1, double.NaN], 0.5), Throws.ArgumentException);
            Assert.That(() => ClusteredQuantileInterval.Of([1, 2], [0], 0.5), Throws.ArgumentException);
        }
    }
}
