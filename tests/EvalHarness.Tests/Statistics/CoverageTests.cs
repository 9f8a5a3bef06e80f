using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Resampling;
using EvalHarness.Statistics.Sequential;
using EvalHarness.Statistics.Tests;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

/// <summary>Intervals hold the truth as often as they say, in the designs that evaluations have.</summary>
[Category("Simulation")]
public sealed class CoverageTests
{
    private const double Level = 0.95;

    [TestCase(0.5, 50)]
    [TestCase(0.8, 100)]
    [TestCase(0.95, 300)]
    public void Wilson_covers_a_share(double share, int n)
    {
        // Coverage of a discrete interval swings about its level with n and p: Brown, Cai and DasGupta (2001), figure 5.
        const double swing = 0.015;
        const int experiments = 20_000;
        double covered = Simulation.Share(
            experiments,
            1,
            source => BinomialIntervals.Wilson(BinomialSampler.Draw(ref source, n, share), n, Level).Contains(share)
        );
        Assert.That(covered, Is.EqualTo(Level).Within(swing + Simulation.Error(Level, experiments)));
    }

    [TestCase(0.12, 0.08, 200)]
    [TestCase(0.05, 0.05, 100)]
    [TestCase(0.3, 0.1, 80)]
    public void Newcombe_and_Tango_cover_a_paired_difference(double p10, double p01, int n)
    {
        const double swing = 0.02;
        const int experiments = 8000;
        double truth = p10 - p01;
        PairedTable Draw(RandomSource source)
        {
            int n10 = BinomialSampler.Draw(ref source, n, p10);
            int n01 = BinomialSampler.Draw(ref source, n - n10, p01 / (1 - p10));
            int n11 = BinomialSampler.Draw(ref source, n - n10 - n01, 0.7);
            return new PairedTable(n11, n10, n01, n - n10 - n01 - n11);
        }
        double newcombe = Simulation.Share(
            experiments,
            2,
            source => PairedProportions.Newcombe(Draw(source), Level).Contains(truth)
        );
        double tango = Simulation.Share(
            experiments,
            2,
            source => PairedProportions.Tango(Draw(source), Level).Contains(truth)
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(newcombe, Is.EqualTo(Level).Within(swing + Simulation.Error(Level, experiments)));
            Assert.That(tango, Is.EqualTo(Level).Within(swing + Simulation.Error(Level, experiments)));
        }
    }

    [Test]
    public void Clustered_t_covers_where_independence_does_not()
    {
        const int experiments = 4000;
        bool Covers(RandomSource source, bool clustered)
        {
            (double[] values, int[] clusters) = Clustered(ref source, 60, 10);
            var errors = StandardErrors.Clustered(values, clusters);
            double half = clustered
                ? errors.Cr1!.Value * Tails.StudentCritical(Level, errors.Clusters - 1)
                : errors.Independent!.Value * Tails.StudentCritical(Level, errors.N - 1);
            return Math.Abs(errors.Mean) <= half;
        }
        double covered = Simulation.Share(experiments, 3, source => Covers(source, clustered: true));
        double naive = Simulation.Share(experiments, 3, source => Covers(source, clustered: false));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(covered, Is.EqualTo(Level).Within(0.005 + Simulation.Error(Level, experiments)));
            Assert.That(naive, Is.LessThan(0.85));
        }
    }

    [Test]
    public void Item_means_cover_where_epochs_taken_for_items_do_not()
    {
        const int items = 50;
        const int epochs = 8;
        const int experiments = 4000;
        bool Covers(RandomSource source, Func<RepeatedEpochs, double> error)
        {
            double[] scores = new double[items * epochs];
            for (int item = 0; item < items; item++)
            {
                double skill = source.NextDouble();
                for (int epoch = 0; epoch < epochs; epoch++)
                {
                    scores[item * epochs + epoch] = source.NextDouble() < skill ? 1 : 0;
                }
            }
            var repeated = RepeatedEpochs.Of(scores, epochs);
            return Math.Abs(repeated.Mean - 0.5) <= error(repeated) * Tails.StudentCritical(Level, items - 1);
        }
        double covered = Simulation.Share(experiments, 4, s => Covers(s, repeated => repeated.StandardError!.Value));
        double naive = Simulation.Share(experiments, 4, s => Covers(s, repeated => repeated.NaiveIndependent!.Value));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(covered, Is.EqualTo(Level).Within(0.005 + Simulation.Error(Level, experiments)));
            Assert.That(naive, Is.LessThan(0.8));
        }
    }

    [Test]
    public void Bca_covers_a_skewed_ratio_of_cluster_totals()
    {
        const int experiments = 1500;
        double covered = Simulation.Share(
            experiments,
            5,
            source =>
            {
                double[] rows = new double[2 * 80];
                for (int i = 0; i < 80; i++)
                {
                    int size = 1 + source.NextIndex(9);
                    rows[2 * i] = size * source.NextExponential();
                    rows[2 * i + 1] = size;
                }
                return !Bootstrap
                    .Estimate(
                        new SufficientStatistics(rows, 2),
                        totals => totals[0] / totals[1],
                        80,
                        Level,
                        1000,
                        source.NextUInt64(),
                        threads: 1
                    )
                    .Excludes(1);
            }
        );
        // Second-order accuracy leaves an error of the order of 1/n, here 1/80, below the level.
        Assert.That(covered, Is.InRange(Level - 0.025 - Simulation.Error(Level, experiments), Level + 0.015));
    }

    [Test]
    public void Beta_binomial_sequence_covers_a_rare_failure_at_all_times()
    {
        const int experiments = 2000;
        double missed = Simulation.Share(
            experiments,
            6,
            source =>
            {
                int failures = 0;
                for (int n = 1; n <= 2000; n++)
                {
                    failures += source.NextDouble() < 0.005 ? 1 : 0;
                    bool look = n % 50 == 0;
                    if (look && !BetaBinomialSequence.Of(failures, n, Level).Contains(0.005))
                    {
                        return true;
                    }
                }
                return false;
            }
        );
        Assert.That(missed, Is.LessThanOrEqualTo(0.05 + Simulation.Error(0.05, experiments)));
    }

    [Test]
    public void Fixed_bets_cover_a_paired_difference_at_all_times()
    {
        const int experiments = 1000;
        double missed = Simulation.Share(
            experiments,
            7,
            source =>
            {
                var bets = new FixedBetMixture();
                for (int n = 1; n <= 1000; n++)
                {
                    double uniform = source.NextDouble();
                    bets.Add(
                        uniform < 0.12 ? 1
                        : uniform < 0.2 ? 0
                        : 0.5
                    );
                    double limit = Math.Log(2 / (1 - Level));
                    if (bets.LogCapitalAbove(0.52) >= limit || bets.LogCapitalBelow(0.52) >= limit)
                    {
                        return true;
                    }
                }
                return false;
            }
        );
        Assert.That(missed, Is.LessThanOrEqualTo(0.05 + Simulation.Error(0.05, experiments)));
    }

    internal static (double[] Values, int[] Clusters) Clustered(ref RandomSource source, int clusters, int size)
    {
        double[] values = new double[clusters * size];
        int[] own = new int[values.Length];
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            double shared = Simulation.Normal(ref source);
            for (int i = cluster * size; i < (cluster + 1) * size; i++)
            {
                values[i] = 0.5 * shared + Simulation.Normal(ref source);
                own[i] = cluster;
            }
        }
        return (values, own);
    }
}
