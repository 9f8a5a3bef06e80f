using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

/// <summary>Variance components of items crossed with conditions: exact cases, and the covariances that define them.</summary>
public sealed class CrossedEffectsTests
{
    private static readonly double[] Right = [1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0];
    private static readonly int[] Four = [0, 1, 2, 3];

    /// <summary>Fractions, from the sums of squares by hand.</summary>
    [Test]
    public void Components_of_right_and_wrong_answers_are_those_of_the_analysis_of_variance()
    {
        var effects = Of(Right, 3, Four)!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(effects.Mean, Is.EqualTo(7.0 / 12).Within(1e-15));
            Assert.That(effects.ConditionMeans, Is.EqualTo([0.75, 0.75, 0.25]).Within(1e-15));
            Assert.That(effects.Spread, Is.EqualTo(0.5).Within(1e-15));
            Assert.That(effects.ConditionEstimate, Is.EqualTo(1.0 / 36).Within(1e-15));
            Assert.That(effects.ItemEstimate, Is.EqualTo(1.0 / 36).Within(1e-15));
            Assert.That(effects.RestVariance, Is.EqualTo(2.0 / 9).Within(1e-15));
            Assert.That(effects.ConditionDeviation, Is.EqualTo(1.0 / 6).Within(1e-15));
            Assert.That(effects.Shares!.Value.Conditions, Is.EqualTo(0.1).Within(1e-14));
            Assert.That(effects.Shares!.Value.Residual, Is.EqualTo(0.8).Within(1e-14));
            Assert.That(effects.StandardError, Is.EqualTo(Math.Sqrt(23.0 / 432)).Within(1e-15));
            Assert.That(effects.DegreesOfFreedom, Is.EqualTo(1587.0 / 337).Within(1e-12));
        }
    }

    [Test]
    public void Components_of_other_numbers_are_those_of_the_analysis_of_variance()
    {
        var effects = Of([3, 5, 4, 9, 2, 6, 1, 7, 8, 9, 6, 10], 4, [0, 1, 2])!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(effects.ConditionEstimate, Is.EqualTo(19.0 / 4).Within(1e-13));
            Assert.That(effects.ItemEstimate, Is.EqualTo(53.0 / 12).Within(1e-13));
            Assert.That(effects.RestVariance, Is.EqualTo(17.0 / 12).Within(1e-13));
            Assert.That(effects.StandardError, Is.EqualTo(Math.Sqrt(139.0 / 48)).Within(1e-13));
            Assert.That(effects.DegreesOfFreedom, Is.EqualTo(1043334.0 / 228011).Within(1e-12));
        }
    }

    [Test]
    public void An_estimate_below_zero_is_kept_and_counts_as_none()
    {
        var effects = Of([1, 0, 1, 0, 1, 1, 1, 1, 0, 0, 0, 0], 3, Four)!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(effects.ConditionEstimate, Is.EqualTo(-1.0 / 12).Within(1e-15));
            Assert.That(effects.ConditionDeviation, Is.Zero);
            Assert.That(effects.Shares!.Value.Conditions, Is.Zero);
            Assert.That(effects.Spread, Is.Zero.Within(1e-15));
            Assert.That(effects.DegreesOfFreedom, Is.EqualTo(3).Within(1e-12));
        }
    }

    [Test]
    public void Clusters_of_one_size_are_the_items_of_an_analysis_of_their_means()
    {
        double[] rows = [1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0, 0, 0, 1, 1, 0, 0];

        var effects = Of(rows, 3, [0, 0, 1, 1, 2, 2])!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(effects.Clusters, Is.EqualTo(3));
            Assert.That(effects.ConditionEstimate, Is.EqualTo(-1.0 / 36).Within(1e-15));
            Assert.That(effects.StandardError, Is.EqualTo(Math.Sqrt(1.0 / 54)).Within(1e-15));
            Assert.That(effects.DegreesOfFreedom, Is.EqualTo(4).Within(1e-12));
        }
    }

    /// <summary>
    /// Searle, Casella and McCulloch (1992): what items have in common under two conditions is the variance of items, and what
    /// conditions have in common at two items is that of conditions.
    /// </summary>
    [TestCase(5, 3, 1UL)]
    [TestCase(40, 4, 2UL)]
    [TestCase(17, 2, 3UL)]
    public void Components_are_the_averages_of_the_covariances_that_define_them(int items, int conditions, ulong seed)
    {
        var random = new RandomSource(seed, 0);
        double[] rows = [.. Enumerable.Range(0, items * conditions).Select(_ => random.NextDouble() < 0.6 ? 1.0 : 0)];
        double[][] columns =
        [
            .. Enumerable
                .Range(0, conditions)
                .Select(j => Enumerable.Range(0, items).Select(i => rows[(i * conditions) + j]).ToArray()),
        ];
        double[][] lines = [.. rows.Chunk(conditions)];

        var effects = Of(rows, conditions, [.. Enumerable.Range(0, items)])!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(effects.ItemEstimate, Is.EqualTo(MeanCovariance(columns)).Within(1e-12));
            Assert.That(effects.ConditionEstimate, Is.EqualTo(MeanCovariance(lines)).Within(1e-12));
        }
    }

    [Test]
    public void Two_conditions_give_no_interval_and_three_do()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of([1, 0, 1, 1, 0, 1, 0, 1], 2, Four)!.Interval(), Is.Null);
            Assert.That(Of(Right, 3, Four)!.Interval()!.Value.Contains(7.0 / 12), Is.True);
        }
    }

    [Test]
    public void What_nothing_is_known_of_is_null_and_not_a_number()
    {
        var one = Of([1, 0, 1], 3, [0])!;
        var together = Of(Right, 3, [0, 0, 0, 0])!;
        var alike = Of([0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 3, [0, 1])!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of([], 3, []), Is.Null);
            Assert.That(
                (one.ConditionEstimate, one.RestVariance, one.Interval()),
                Is.EqualTo(((double?)null, (double?)null, (Interval?)null))
            );
            Assert.That(
                (together.ConditionEstimate, together.StandardError),
                Is.EqualTo(((double?)null, (double?)null))
            );
            Assert.That(together.RestVariance, Is.EqualTo(2.0 / 9).Within(1e-15));
            Assert.That(
                (alike.Shares, alike.StandardError, alike.Interval()),
                Is.EqualTo((((double, double, double)?)null, (double?)0, (Interval?)null))
            );
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    public void Too_few_conditions_and_broken_rows_are_refused(int conditions) =>
        Assert.That(() => Of([1, 0, 1], conditions, [0, 1]), Throws.InstanceOf<ArgumentException>());

    /// <summary>The components of rows laid end to end, an item each.</summary>
    private static CrossedEffects? Of(double[] rows, int conditions, int[] clusters) =>
        CrossedEffects.Of(
            [.. Enumerable.Range(0, conditions).Select(j => rows.Where((_, i) => i % conditions == j).ToArray())],
            clusters
        );

    private static double MeanCovariance(double[][] lists)
    {
        var (sum, pairs) = (0.0, 0);
        for (int a = 0; a < lists.Length; a++)
        {
            for (int b = 0; b < a; b++)
            {
                var (first, second) = (lists[a].Average(), lists[b].Average());
                sum += lists[a].Zip(lists[b], (x, y) => (x - first) * (y - second)).Sum() / (lists[a].Length - 1);
                pairs++;
            }
        }

        return sum / pairs;
    }
}
