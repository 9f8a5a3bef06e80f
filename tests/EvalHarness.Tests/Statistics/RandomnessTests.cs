using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Resampling;
using NUnit.Framework;

namespace EvalHarness.Tests.Statistics;

public sealed class RandomnessTests
{
    /// <summary>The chance that a right generator fails here.</summary>
    private const double FalseAlarm = 1e-6;

    [TestCase(5, 0.5)]
    [TestCase(30, 0.03)]
    [TestCase(100, 0.97)]
    [TestCase(60, 0.4)]
    [TestCase(2000, 0.3)]
    public void Binomial_draws_have_the_binomial_distribution(int n, double p)
    {
        const int draws = 100_000;
        var source = new RandomSource(1, (ulong)n);
        double[] counts = new double[n + 1];
        for (int i = 0; i < draws; i++)
        {
            counts[BinomialSampler.Draw(ref source, n, p)]++;
        }
        double[] expected = [.. counts.Select((_, k) => draws * LogSpace.BinomialDensity(k, n, p, 1 - p))];
        Assert.That(Fit(counts, expected), Is.GreaterThan(FalseAlarm));
    }

    [Test]
    public void Binomial_draws_at_the_ends_are_certain()
    {
        var source = new RandomSource(1, 1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(BinomialSampler.Draw(ref source, 40, 0), Is.Zero);
            Assert.That(BinomialSampler.Draw(ref source, 40, 1), Is.EqualTo(40));
            Assert.That(BinomialSampler.Draw(ref source, 0, 0.3), Is.Zero);
        }
    }

    [TestCase(7)]
    [TestCase(1000)]
    public void Every_unit_is_drawn_alike(int units)
    {
        const int resamples = 2000;
        double[] totals = new double[units];
        for (int resample = 0; resample < resamples; resample++)
        {
            byte[] counts = new byte[units];
            ResampleCounts.Draw(counts, units, 5, (ulong)resample);
            for (int i = 0; i < units; i++)
            {
                totals[i] += counts[i];
            }
        }
        Assert.That(Fit(totals, [.. totals.Select(_ => (double)resamples)]), Is.GreaterThan(FalseAlarm));
    }

    [Test]
    public void Streams_are_those_of_the_published_generator()
    {
        // First outputs of xoshiro256** from the state 1, 2, 3, 4, as its authors' C code prints them.
        ulong[] expected = [11520, 0, 1509978240, 1215971899390074240];
        var source = RandomSource.FromState(1, 2, 3, 4);
        Assert.That(expected.Select(_ => source.NextUInt64()), Is.EqualTo(expected));
    }

    /// <summary>p of Pearson's chi-squared test, cells of small expectation pooled.</summary>
    private static double Fit(double[] observed, double[] expected)
    {
        double statistic = 0;
        int cells = 0;
        double restObserved = 0;
        double restExpected = 0;
        for (int i = 0; i < observed.Length; i++)
        {
            if (expected[i] < 10)
            {
                restObserved += observed[i];
                restExpected += expected[i];
                continue;
            }
            statistic += (observed[i] - expected[i]) * (observed[i] - expected[i]) / expected[i];
            cells++;
        }
        if (restExpected >= 10)
        {
            statistic += (restObserved - restExpected) * (restObserved - restExpected) / restExpected;
            cells++;
        }
        return Tails.ChiSquaredUpper(statistic, cells - 1);
    }
}
