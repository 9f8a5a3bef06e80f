using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Sequential;

/// <summary>
/// The hedged predictable plug-in interval of I. Waudby-Smith, A. Ramdas, "Estimating means of bounded random variables by
/// betting" (2024), doi:10.1093/jrsssb/qkad009, eq. 26, with truncation c. For parity with the literature: stakes follow the
/// order of the values, and for paired wins and losses <see cref="FixedBetMixture"/> has nearly twice the power.
/// </summary>
public sealed class HedgedBetting
{
    private readonly double[] values;
    private readonly double[] stakes;
    private readonly double level;
    private readonly double truncation;

    /// <summary>Bets on these values in [0, 1], in their order.</summary>
    /// <param name="values">The values.</param>
    /// <param name="level">Confidence level, which the stakes depend on.</param>
    /// <param name="truncation">The share of the capital that a bet may lose at most, c.</param>
    public HedgedBetting(ReadOnlySpan<double> values, double level = 0.95, double truncation = 0.5)
    {
        Require.Level(level);
        Require.OpenProbability(truncation, nameof(truncation));
        this.values = values.ToArray();
        this.level = level;
        this.truncation = truncation;
        stakes = new double[values.Length];
        double sum = 0.5;
        double squares = 0.25;
        for (int t = 1; t <= stakes.Length; t++)
        {
            double value = values[t - 1];
            Require.Probability(value, nameof(values));
            stakes[t - 1] = Math.Sqrt(2 * Math.Log(2 / (1 - level)) / (squares / t * t * Math.Log(t + 1)));
            sum += value;
            double mean = sum / (t + 1);
            squares += (value - mean) * (value - mean);
        }
    }

    /// <summary>ln of the larger one of half the capital on either side of m.</summary>
    public double LogCapital(double m) => Math.Max(LogSide(m, 1), LogSide(m, -1));

    /// <summary>The means whose capital stays below 1/α.</summary>
    public Interval Interval()
    {
        double limit = -Math.Log(1 - level);
        double mean = values.Length == 0 ? 0.5 : Moments.Of(values).Mean;
        return new Interval(
            Bisection.Boundary(m => LogSide(m, 1) >= limit, 0, mean),
            Bisection.Boundary(m => LogSide(m, -1) >= limit, 1, mean)
        );
    }

    private double LogSide(double m, int side)
    {
        double cap = truncation / (side > 0 ? m : 1 - m);
        double log = -Math.Log(2);
        for (int i = 0; i < values.Length; i++)
        {
            log += LogSpace.Log1p(side * Math.Min(stakes[i], cap) * (values[i] - m));
        }
        return log;
    }
}
