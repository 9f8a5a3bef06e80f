using CsCheck;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Resampling;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

public sealed class BootstrapTests
{
    private const ulong Seed = 7;

    private static readonly Gen<double[]> Values = Gen.Double[-100, 100].Array[2, 60];

    [Test]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads()
    {
        var random = new Random(1);
        var statistics = SufficientStatistics.Of(Rows(random, 501, 5), 5);
        double[] one = Replicates(statistics, Seed, 1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Replicates(statistics, Seed, 2), Is.EqualTo(one));
            Assert.That(Replicates(statistics, Seed, 7), Is.EqualTo(one));
            Assert.That(Replicates(statistics, Seed + 1, 1), Is.Not.EqualTo(one));
        }
    }

    [Test]
    public void A_longer_run_begins_with_the_shorter_one()
    {
        var random = new Random(2);
        var statistics = SufficientStatistics.Of(Rows(random, 100, 1), 1);
        double[] few = new double[100];
        double[] many = new double[333];
        new Resampler(statistics).Run(few.Length, Seed, null, (i, totals) => few[i] = totals[0]);
        new Resampler(statistics).Run(many.Length, Seed, null, (i, totals) => many[i] = totals[0]);
        Assert.That(many[..100], Is.EqualTo(few));
    }

    [Test]
    public void Totals_are_counts_times_rows_for_any_width()
    {
        Gen.Select(Gen.Int[3, 300], Gen.Int[1, 19], Gen.ULong)
            .Sample(
                (units, width, seed) =>
                {
                    double[] rows = Rows(new Random(units), units, width);
                    double[][] actual = new double[9][];
                    new Resampler(new SufficientStatistics(rows, width)).Run(
                        actual.Length,
                        seed,
                        1,
                        (i, totals) => actual[i] = totals.ToArray()
                    );
                    return Enumerable
                        .Range(0, actual.Length)
                        .All(i => IsNear(actual[i], Multiply(rows, width, Draws(units, seed, i))));
                },
                iter: 60
            );
    }

    [Test]
    public void Every_resample_draws_as_many_units_as_there_are()
    {
        Gen.Select(Gen.Int[1, 5000], Gen.ULong)
            .Sample((units, seed) => Draws(units, seed, 3).Sum(count => count) == units, iter: 60);
    }

    [Test]
    public void A_constant_has_a_point_for_an_interval()
    {
        Gen.Select(Gen.Double[-1e3, 1e3], Gen.Int[1, 90])
            .Sample(
                (value, n) =>
                {
                    double[] rows = [.. Enumerable.Repeat<double[]>([value, 1], n).SelectMany(row => row)];
                    var estimate = Bootstrap.Estimate(new SufficientStatistics(rows, 2), Ratio, n, resamples: 50);
                    return estimate.Low == estimate.High
                        && Math.Abs(estimate.Low!.Value - value) <= 1e-12 * Math.Abs(value);
                },
                iter: 60
            );
    }

    [Test]
    public void The_interval_holds_the_estimate_and_grows_with_the_level()
    {
        Values.Sample(
            values =>
            {
                var distribution = Bootstrap.Resample(Means(values), Ratio, 400, Seed, 1)!;
                var narrow = distribution.Percentile(0.8)!.Value;
                var wide = distribution.Percentile(0.99)!.Value;
                return wide.Low <= narrow.Low && narrow.High <= wide.High && wide.Contains(distribution.Value);
            },
            iter: 60
        );
    }

    [Test]
    public void Swapping_two_models_flips_the_sign_of_every_replicate()
    {
        Gen.Select(Values, Gen.Int)
            .Sample(
                (values, shift) =>
                {
                    double[] a = Pairs(values);
                    double[] b = Pairs([.. values.Select((value, i) => value * Math.Sin(shift + i))]);
                    double[] forth = Difference(a, b);
                    double[] back = Difference(b, a);
                    return IsNear(forth, [.. back.Reverse().Select(value => -value)]);
                },
                iter: 60
            );
    }

    [Test]
    public void Clusters_of_one_item_are_items()
    {
        double[] rows = Pairs([3, 1, 4, 1.5, 9, 2.6]);
        int[] own = [0, 1, 2, 3, 4, 5];
        Assert.That(
            Replicates(SufficientStatistics.Of(rows, 2, own), Seed, 1),
            Is.EqualTo(Replicates(SufficientStatistics.Of(rows, 2), Seed, 1))
        );
    }

    [Test]
    public void Shards_and_clusters_add_up_to_the_whole()
    {
        Gen.Select(Gen.Int[-50, 50].Select(i => i / 2.0).Array[4, 80], Gen.Int[1, 5])
            .Sample(
                (values, count) =>
                {
                    double[] rows = Pairs(values);
                    int cut = 2 * (values.Length / 2);
                    int[] clusters = [.. values.Select((_, i) => i % count)];
                    double[] whole = new SufficientStatistics(rows, 2).Totals.ToArray();
                    double[] first = new SufficientStatistics(rows.AsSpan(0, cut), 2).Totals.ToArray();
                    double[] second = new SufficientStatistics(rows.AsSpan(cut), 2).Totals.ToArray();
                    double[] clustered = SufficientStatistics.Of(rows, 2, clusters).Totals.ToArray();
                    return IsNear([.. first.Zip(second, (x, y) => x + y)], whole) && IsNear(clustered, whole);
                },
                iter: 60
            );
    }

    [Test]
    public void Few_distinct_rows_give_the_distribution_of_the_closed_form()
    {
        double[] rows = [.. Enumerable.Range(0, 200).SelectMany(i => new double[] { i < 150 ? 1 : 0, 1 })];
        var distribution = Bootstrap.Resample(new SufficientStatistics(rows, 2), Ratio, 100_000, Seed)!;
        var ideal = IdealBootstrap.Binary(150, 200, 0.9);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(distribution.StandardError, Is.EqualTo(ideal.StandardError).Within(1).Percent);
            Assert.That(distribution.Percentile(0.9)!.Value.Low, Is.EqualTo(ideal.Percentile.Low).Within(1.0 / 200));
            Assert.That(distribution.Percentile(0.9)!.Value.High, Is.EqualTo(ideal.Percentile.High).Within(1.0 / 200));
            Assert.That(distribution.BiasCorrection, Is.EqualTo(ideal.BiasCorrection).Within(0.016));
            Assert.That(distribution.Acceleration, Is.EqualTo(ideal.Acceleration).Within(1e-12));
        }
    }

    [Test]
    public void Undefined_resamples_are_left_out_and_counted()
    {
        double[] rows = [0, 0, 0, 1];
        var estimate = Bootstrap.Estimate(
            new SufficientStatistics(rows, 1),
            totals => totals[0] == 0 ? null : 1 / totals[0],
            4,
            resamples: 1000
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(estimate.Value, Is.EqualTo(1));
            Assert.That(estimate.Note, Does.StartWith("undefined in ").And.EndsWith(" resamples, left out"));
        }
    }

    [Test]
    public void An_estimate_says_how_it_was_made()
    {
        double[] rows = Pairs([1, 2, 3, 4, 6, 8]);
        var estimate = Bootstrap.Estimate(SufficientStatistics.Of(rows, 2, [0, 0, 1, 1, 2, 3]), Ratio, 6, 0.9, 500, 11);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(estimate.Value, Is.EqualTo(4));
            Assert.That(estimate.Method, Is.EqualTo("BCa cluster bootstrap"));
            Assert.That((estimate.N, estimate.Clusters, estimate.Level), Is.EqualTo((6, 4, 0.9)));
            Assert.That((estimate.Resamples, estimate.Seed), Is.EqualTo((500, 11)));
        }
    }

    [Test]
    public void A_weighted_statistic_resamples_like_a_formula()
    {
        var random = new Random(3);
        double[] values = Rows(random, 300, 1);
        double? Mean(ReadOnlySpan<double> weights)
        {
            double sum = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                sum += weights[i] * values[i];
            }
            return sum / weights.Length;
        }
        double[] byFormula = Bootstrap.Resample(Means(values), Ratio, 50, Seed)!.Replicates.ToArray();
        Assert.That(
            Bootstrap.ResampleWeights(values.Length, Mean, 50, Seed)!.Replicates.ToArray(),
            Is.EqualTo(byFormula).Within(1e-12)
        );
    }

    [Test]
    public void Bayesian_draws_have_the_mean_and_variance_of_the_theory()
    {
        double[] values = [1, 1, 0, 1, 0, 1, 1, 1, 0, 1];
        double[] draws = [.. BayesianBootstrap.Draw(Means(values), Ratio, 40_000, Seed).Select(draw => draw!.Value)];
        var moments = Moments.Of(draws);
        double variance = 0.21 / 11;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(moments.Mean, Is.EqualTo(0.7).Within(5 * Math.Sqrt(variance / 40_000)));
            Assert.That(moments.Variance, Is.EqualTo(variance).Within(4).Percent);
        }
    }

    private static double? Ratio(ReadOnlySpan<double> totals) => totals[0] / totals[1];

    private static double[] Pairs(double[] values) => [.. values.SelectMany(value => new[] { value, 1 })];

    private static SufficientStatistics Means(double[] values) => new(Pairs(values), 2);

    private static double[] Rows(Random random, int units, int width) =>
        [.. Enumerable.Range(0, units * width).Select(_ => random.NextDouble())];

    private static double[] Replicates(SufficientStatistics statistics, ulong seed, int threads) =>
        Bootstrap.Resample(statistics, totals => totals[0] + totals[^1], 300, seed, threads)!.Replicates.ToArray();

    private static double[] Difference(double[] a, double[] b) =>
        Bootstrap
            .Resample(
                new SufficientStatistics(SufficientStatistics.SideBySide(2, a, b), 4),
                Bootstrap.Difference(Ratio),
                60,
                Seed,
                1
            )!
            .Replicates.ToArray();

    private static byte[] Draws(int units, ulong seed, int resample)
    {
        byte[] counts = new byte[units];
        ResampleCounts.Draw(counts, units, seed, (ulong)resample);
        return counts;
    }

    private static double[] Multiply(double[] rows, int width, byte[] counts) =>
        [
            .. Enumerable
                .Range(0, width)
                .Select(j => Enumerable.Range(0, counts.Length).Sum(i => counts[i] * rows[i * width + j])),
        ];

    private static bool IsNear(double[] actual, double[] expected) =>
        actual.Zip(expected, (x, y) => Math.Abs(x - y) <= 1e-9 * Math.Max(1, Math.Abs(y))).All(near => near);
}
