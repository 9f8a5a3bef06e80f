using CsCheck;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

public sealed class ClusterRobustTests
{
    private static readonly Gen<(double[] Values, int[] Clusters)> Clustered = Gen.Select(
            Gen.Int[-8, 8].Select(i => i / 4.0).Array[2, 40],
            Gen.Int[0, 7].Array[40]
        )
        .Select((values, clusters) => (values, clusters[..values.Length]));

    [Test]
    public void An_interval_holds_its_mean_and_every_p_is_one()
    {
        Gen.Select(Clustered, Gen.Enum<ClusterRobustVariant>())
            .Sample(
                (data, variant) =>
                {
                    var test = ClusterRobustMean.Of(data.Values, data.Clusters)!.Test(variant, 0.25);
                    return test.Interval is not { } interval
                        || (
                            interval.Contains(test.Mean)
                            && test.P is >= 0 and <= 1
                            && Math.Abs(test.PLess!.Value + test.PGreater!.Value - 1) < 1e-12
                            && test.EffectiveClusters >= 1 - 1e-12
                            && test.EffectiveClusters <= test.Clusters + 1e-9
                            && test.Error.DegreesOfFreedom >= 1
                            && test.Error.DegreesOfFreedom <= test.Clusters - 1
                        );
                }
            );
    }

    [Test]
    public void Order_of_values_and_names_of_clusters_do_not_matter()
    {
        Clustered.Sample(data =>
        {
            int[] renamed = [.. data.Clusters.Select(cluster => 20 - cluster)];
            var first = ClusterRobustMean.Of(data.Values, data.Clusters)!;
            var second = ClusterRobustMean.Of([.. data.Values.Reverse()], [.. renamed.Reverse()])!;
            return Enum.GetValues<ClusterRobustVariant>().All(variant => AreNear(first, second, variant));
        });
    }

    [Test]
    public void Swapped_models_flip_the_sign()
    {
        Gen.Select(Clustered, Gen.Int[-8, 8].Select(i => i / 8.0).Array[40])
            .Sample(
                (data, other) =>
                {
                    double[] b = other[..data.Values.Length];
                    var first = ClusterRobustDifference.Of(data.Values, b, data.Clusters)!.Test();
                    var second = ClusterRobustDifference.Of(b, data.Values, data.Clusters)!.Test();
                    return first.Mean == -second.Mean && first.T == -second.T && first.PLess == second.PGreater;
                }
            );
    }

    [Test]
    public void Clusters_of_one_size_have_the_classical_error_of_their_means()
    {
        Gen.Int[-20, 20]
            .Array[12]
            .Sample(whole =>
            {
                double[] values = [.. whole.Select(value => value / 4.0)];
                var classical = Moments.Of([.. values.Chunk(3).Select(chunk => chunk.Average())]);
                var mean = ClusterRobustMean.Of(values, [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3])!;
                return new[]
                {
                    ClusterRobustVariant.Cr1,
                    ClusterRobustVariant.Cr2,
                    ClusterRobustVariant.Cr3,
                    ClusterRobustVariant.Cr3Jackknife,
                }.All(variant =>
                    Math.Abs(mean.Errors[(int)variant].StandardError!.Value - classical.StandardError!.Value) < 1e-12
                    && Math.Abs(mean.Errors[(int)variant].DegreesOfFreedom!.Value - 3) < 1e-9
                );
            });
    }

    [Test]
    public void Values_that_are_clusters_of_their_own_are_independent()
    {
        double[] values = [1, 4, 2, 8, 5, 7];
        var test = ClusterRobustMean.Of(values, [0, 1, 2, 3, 4, 5])!.Test();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(test.Error.StandardError, Is.EqualTo(Moments.Of(values).StandardError).Within(1e-14));
            Assert.That(test.Error.DegreesOfFreedom, Is.EqualTo(5).Within(1e-12));
            Assert.That(test.Error.DesignEffect, Is.EqualTo(1).Within(1e-12));
            Assert.That(test.EffectiveClusters, Is.EqualTo(6).Within(1e-12));
        }
    }

    [Test]
    public void One_answer_of_a_dominating_cluster_decides_nothing()
    {
        double[] a = [.. Enumerable.Repeat(1.0, 31)];
        double[] b = [0, .. a[1..]];
        int[] clusters = [.. Enumerable.Repeat(0, 30), 1];
        var difference = ClusterRobustDifference.Of(a, b, clusters)!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(difference.EffectiveClusters, Is.EqualTo(961.0 / 901).Within(1e-12));
            Assert.That(difference.Test(ClusterRobustVariant.Cr1).P, Is.LessThan(0.05));
            Assert.That(difference.Test(ClusterRobustVariant.Cr2).P, Is.GreaterThan(0.1));
            Assert.That(difference.Test(ClusterRobustVariant.Cr3).P, Is.GreaterThan(0.3));
        }
    }

    [TestCase(new[] { 0.9, 0.8 }, new[] { 0.8, 0.7 }, new[] { 0, 1 })]
    [TestCase(new[] { 1e6 + 0.9, 1e6 + 0.8, 1e6 + 0.3 }, new[] { 1e6 + 0.8, 1e6 + 0.7, 1e6 + 0.2 }, new[] { 0, 1, 2 })]
    [TestCase(new[] { 1.0, 0, 0, 1 }, new[] { 0, 1.0, 1, 0 }, new[] { 0, 0, 1, 1 })]
    public void Differences_that_vary_by_rounding_alone_are_not_tested(double[] a, double[] b, int[] clusters)
    {
        var difference = ClusterRobustDifference.Of(a, b, clusters)!;
        foreach (var variant in Enum.GetValues<ClusterRobustVariant>())
        {
            var test = difference.Test(variant);
            Assert.That(
                (test.Error.StandardError, test.T, test.P, test.Interval),
                Is.EqualTo(((double?)0, (double?)null, (double?)null, (Interval?)null)),
                variant.ToString()
            );
        }
    }

    [TestCase(99_999, 1)]
    [TestCase(3, 7)]
    public void Equal_shares_in_clusters_of_unequal_size_leave_no_error(int first, int second)
    {
        // A tenth, a third and the like are no doubles: what a plain sum leaves is blown up by the dominating cluster.
        double[] values = [.. Enumerable.Repeat(0.1, 3 * (first + second))];
        int[] clusters = [.. Enumerable.Range(0, values.Length).Select(i => i < 3 * first ? 0 : 1)];
        double[] shares = [.. values.Select((_, i) => i % 3 == 0 ? 1.0 : 0)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                ClusterRobustMean.Of(values, clusters)!.Errors.Select(error => error.StandardError),
                Is.All.Zero
            );
            Assert.That(
                ClusterRobustMean.Of(shares, clusters)!.Errors.Select(error => error.StandardError),
                Is.All.Zero
            );
        }
    }

    [Test]
    public void Small_errors_beside_large_means_are_kept()
    {
        double[] values = [1e9 + 1, 1e9 + 2, 1e9 + 4, 1e9 + 8];
        var error = ClusterRobustMean.Of(values, [0, 1, 2, 3])!.Errors[(int)ClusterRobustVariant.Cr2];
        Assert.That(error.StandardError, Is.EqualTo(Moments.Of([1, 2, 4, 8]).StandardError).Within(1e-9));
    }

    [TestCase(1e308)]
    [TestCase(1e-300)]
    public void Huge_and_tiny_values_have_an_error(double scale)
    {
        double[] values = [scale, -scale, scale / 2, scale / 4];
        var plain = ClusterRobustMean.Of([1, -1, 0.5, 0.25], [0, 1, 1, 2])!.Test();
        var scaled = ClusterRobustMean.Of(values, [0, 1, 1, 2])!.Test();
        Assert.That(scaled.T, Is.EqualTo(plain.T).Within(1e-12));
    }

    [Test]
    public void Nothing_has_no_mean_and_one_cluster_no_error()
    {
        var one = ClusterRobustMean.Of([1, 0, 1], [4, 4, 4])!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ClusterRobustMean.Of([], []), Is.Null);
            Assert.That((one.Clusters, one.EffectiveClusters), Is.EqualTo((1, 1.0)));
            Assert.That(one.Errors.Select(error => error.StandardError), Is.All.Null);
            Assert.That(one.Test().P, Is.Null);
            Assert.That(ClusterRobustMean.Of([1], [0])!.Variance, Is.Null);
        }
    }

    [Test]
    public void What_is_no_number_is_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => ClusterRobustMean.Of([1, double.NaN], [0, 1]), Throws.ArgumentException);
            Assert.That(() => ClusterRobustMean.Of([1, 2], [0]), Throws.ArgumentException);
            Assert.That(
                () => ClusterRobustDifference.Of([double.MaxValue], [-double.MaxValue], [0]),
                Throws.ArgumentException
            );
            Assert.That(
                () => ClusterRobustMean.Of([1, 2], [0, 1])!.Test(nullMean: double.NaN),
                Throws.InstanceOf<ArgumentOutOfRangeException>()
            );
            Assert.That(() => ClusterRobustMean.Of([1, 2], [0, -1]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        }
    }

    private static bool AreNear(ClusterRobustMean first, ClusterRobustMean second, ClusterRobustVariant variant)
    {
        (var one, var other) = (first.Errors[(int)variant], second.Errors[(int)variant]);
        return Math.Abs(first.Mean - second.Mean) < 1e-12
            && first.Clusters == second.Clusters
            && Math.Abs((one.StandardError - other.StandardError) ?? 0) < 1e-12
            && Math.Abs((one.DegreesOfFreedom - other.DegreesOfFreedom) ?? 0) < 1e-9;
    }
}
