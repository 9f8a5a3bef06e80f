using CsCheck;
using EvalHarness.Statistics.Numerics;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

[TestFixture]
internal sealed class WeightedValuesTests
{
    /// <summary>Values with ties and gaps, and weights of which some are none.</summary>
    private static readonly Gen<(double Value, double Weight)[]> Columns = Gen.Select(
            Gen.Frequency(
                (3, Gen.Double[-1, 1]),
                (1, Gen.Int[-2, 2].Select(whole => (double)whole)),
                (1, Gen.Double[-1e9, 1e9])
            ),
            Gen.Frequency((1, Gen.Const(0.0)), (4, Gen.Double[0.01, 1]))
        )
        .Array[1, 300]
        .Where(pairs => pairs.Any(pair => pair.Item2 > 0));

    [Test]
    public void A_quantile_is_the_smallest_value_at_which_all_weight_so_far_reaches_it() =>
        Gen.Select(Columns, Gen.Double[0.001, 0.999])
            .Sample(
                (pairs, probability) =>
                {
                    double total = pairs.Sum(pair => pair.Weight);
                    var sorted = pairs.OrderBy(pair => pair.Value).ToArray();
                    double passed = 0;
                    double expected = sorted.First(pair => (passed += pair.Weight / total) >= probability).Value;

                    Assert.That(Of(pairs).Quantile(probability), Is.EqualTo(expected));
                }
            );

    [Test]
    public void Mean_spread_and_share_are_those_of_the_definition() =>
        Columns.Sample(pairs =>
        {
            double total = pairs.Sum(pair => pair.Weight);
            double mean = pairs.Sum(pair => pair.Weight / total * pair.Value);
            double variance = pairs.Sum(pair => pair.Weight / total * Math.Pow(pair.Value - mean, 2));
            double limit = pairs[0].Value;
            double share = pairs.Where(pair => pair.Value <= limit).Sum(pair => pair.Weight / total);
            double scale = pairs.Max(pair => Math.Abs(pair.Value));

            var values = Of(pairs);

            Assert.That(values.Mean, Is.EqualTo(mean).Within(1e-12 * scale));
            Assert.That(values.Sd, Is.EqualTo(Math.Sqrt(variance)).Within(1e-7 * scale));
            Assert.That(values.ShareAtMost(limit), Is.EqualTo(share).Within(1e-12));
        });

    [Test]
    public void One_value_is_all_of_its_quantiles()
    {
        var one = new WeightedValues([2.5, 2.5], [0.4, 0.6]);

        Assert.That(one.Quantile(0.01), Is.EqualTo(2.5));
        Assert.That(one.Quantile(0.99), Is.EqualTo(2.5));
        Assert.That(one.Sd, Is.Zero);
    }

    [Test]
    public void Values_as_near_as_numbers_can_be_are_told_apart()
    {
        var near = new WeightedValues([0, 3 * double.Epsilon, double.Epsilon], [0.4, 0.3, 0.3]);

        Assert.That(near.Quantile(0.5), Is.EqualTo(double.Epsilon));
        Assert.That(near.Quantile(0.9), Is.EqualTo(3 * double.Epsilon));
    }

    [Test]
    public void A_probability_that_rounding_leaves_unreached_gives_the_largest_value_that_has_weight()
    {
        var values = new WeightedValues([1, 2, 3, 4], [0.3, 0.3, 0.3, 0]);

        Assert.That(values.Quantile(0.95), Is.EqualTo(3));
    }

    [Test]
    public void Many_threads_read_the_same_quantiles()
    {
        double[] values = [.. Enumerable.Range(0, 50_000).Select(i => Math.Sin(i))];
        double[] weights = [.. values.Select(_ => 1.0 / values.Length)];
        double[] alone = Read(new WeightedValues(values, weights), isParallel: false);

        Assert.That(Read(new WeightedValues(values, weights), isParallel: true), Is.EqualTo(alone));
        Assert.That(alone, Is.Ordered);
    }

    private static double[] Read(WeightedValues values, bool isParallel)
    {
        double[] quantiles = new double[999];
        Parallel.For(
            0,
            quantiles.Length,
            new ParallelOptions { MaxDegreeOfParallelism = isParallel ? 8 : 1 },
            i => quantiles[i] = values.Quantile((i + 1) / 1000.0)
        );
        return quantiles;
    }

    private static WeightedValues Of((double Value, double Weight)[] pairs)
    {
        double total = pairs.Sum(pair => pair.Weight);
        return new([.. pairs.Select(pair => pair.Value)], [.. pairs.Select(pair => pair.Weight / total)]);
    }
}
