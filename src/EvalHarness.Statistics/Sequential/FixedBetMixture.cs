using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Sequential;

/// <summary>
/// A confidence sequence for the mean of values in [0, 1] by betting at fixed stakes: the capital of a gambler who bets that
/// the mean exceeds m cannot grow under that mean. I. Waudby-Smith, A. Ramdas, "Estimating means of bounded random variables
/// by betting" (2024), doi:10.1093/jrsssb/qkad009, with the mean over six stakes from 0.05 to 1. Exact, and order does not
/// matter: a histogram of distinct values is all its state. For paired scores a, b in [0, 1] feed (a - b + 1)/2.
/// </summary>
public sealed class FixedBetMixture
{
    private static readonly double[] Stakes = [.. Enumerable.Range(0, 6).Select(i => 0.05 * Math.Pow(20, i / 5.0))];

    private readonly SortedDictionary<double, long> histogram = [];

    /// <summary>Number of values so far.</summary>
    public long Count { get; private set; }

    /// <summary>Takes one more value.</summary>
    public void Add(double value, long times = 1)
    {
        Require.Probability(value, nameof(value));
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        histogram[value] = histogram.GetValueOrDefault(value) + times;
        Count += times;
    }

    /// <summary>ln of the capital of bets that the mean exceeds m; 0 before the first value.</summary>
    public double LogCapitalAbove(double m) => LogCapital(m, 1);

    /// <summary>ln of the capital of bets that the mean falls short of m; 0 before the first value.</summary>
    public double LogCapitalBelow(double m) => LogCapital(m, -1);

    /// <summary>The means that neither side has bet away: each side's capital must reach 2/α. [0, 1] before the first value.</summary>
    public Interval Interval(double level = 0.95)
    {
        Require.Level(level);
        double limit = Math.Log(2 / (1 - level));
        double mean = Count == 0 ? 0.5 : histogram.Sum(bar => bar.Key * bar.Value) / Count;
        return new Interval(
            Bisection.Boundary(m => LogCapitalAbove(m) >= limit, 0, mean),
            Bisection.Boundary(m => LogCapitalBelow(m) >= limit, 1, mean)
        );
    }

    /// <summary>
    /// Whether paired differences d = 2x - 1 have been shown to exceed -margin on average: one-sided, so 1/α suffices.
    /// </summary>
    public bool IsNonInferior(double margin, double alpha = 0.05)
    {
        Require.OpenProbability(alpha, nameof(alpha));
        Require.Probability(margin, nameof(margin));
        return LogCapitalAbove(0.5 * (1 - margin)) >= -Math.Log(alpha);
    }

    private double LogCapital(double m, int side)
    {
        Require.Probability(m, nameof(m));
        Span<double> logs = stackalloc double[Stakes.Length];
        double largest = double.NegativeInfinity;
        for (int j = 0; j < Stakes.Length; j++)
        {
            foreach ((double value, long times) in histogram)
            {
                logs[j] += times * LogSpace.Log1p(Stakes[j] * side * (value - m));
            }
            largest = Math.Max(largest, logs[j]);
        }
        double sum = 0;
        foreach (double log in logs)
        {
            sum += Math.Exp(log - largest);
        }
        return double.IsNegativeInfinity(largest) ? largest : largest + Math.Log(sum / Stakes.Length);
    }
}
