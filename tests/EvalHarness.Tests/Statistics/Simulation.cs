using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Tests.Statistics;

/// <summary>Seeded experiments repeated many times; a share of them is compared within its own Monte Carlo error.</summary>
internal static class Simulation
{
    /// <summary>Standard errors that a share may lie off: a right method fails here once in 16,000 runs of a new seed.</summary>
    private const double Errors = 4;

    /// <summary>The share of the experiments with that outcome; experiment i has random source i.</summary>
    public static double Share(int experiments, ulong seed, Func<RandomSource, bool> outcome)
    {
        int count = 0;
        Parallel.For(
            0,
            experiments,
            () => 0,
            (i, _, own) => own + (outcome(new RandomSource(seed, (ulong)i)) ? 1 : 0),
            own => Interlocked.Add(ref count, own)
        );
        return (double)count / experiments;
    }

    /// <summary>What a share of so many experiments may differ from its expectation.</summary>
    public static double Error(double expected, int experiments) =>
        Errors * Math.Sqrt(expected * (1 - expected) / experiments);

    /// <summary>A draw from the standard normal distribution.</summary>
    public static double Normal(ref RandomSource source) => UnitNormal.Quantile(source.NextDouble());
}
