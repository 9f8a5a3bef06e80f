using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Resampling;

/// <summary>
/// The ideal bootstrap of a mean, without any simulation error: by enumeration of all resamples, or in closed form for 0/1
/// values. B. Efron, R. J. Tibshirani, "An introduction to the bootstrap" (1993), section 6.4. What the random bootstrap is
/// held against. No value is refused; one value, and equal ones, give a point.
/// </summary>
public static class IdealBootstrap
{
    /// <summary>The most distinct resamples that are enumerated: 12 values have 1,352,078.</summary>
    private const int ExactLimit = 12;

    /// <summary>Enumerates the resamples of up to 12 values, equal ones once with their multinomial probability.</summary>
    public static IdealBootstrapResult Mean(ReadOnlySpan<double> values, double level = 0.95)
    {
        Require.Level(level);
        var moments = Moments.Of(values);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(moments.N, ExactLimit);
        var masses = new List<(double Mean, double Mass)>();
        double[] data = values.ToArray();
        Visit(data, 0, data.Length, 0, Factorial(data.Length) / Math.Pow(data.Length, data.Length), masses);
        masses.Sort();
        double slack = 1e-12 * Math.Max(1, data.Max(Math.Abs));
        double less = masses.Where(mass => mass.Mean < moments.Mean - slack).Sum(mass => mass.Mass);
        double equal = masses.Where(mass => Math.Abs(mass.Mean - moments.Mean) <= slack).Sum(mass => mass.Mass);
        double tail = 0.5 * (1 - level);
        return new IdealBootstrapResult(
            moments.Mean,
            Math.Sqrt(moments.SumOfSquares) / moments.N,
            new Interval(Inverse(masses, tail), Inverse(masses, 1 - tail)),
            less,
            equal,
            Jackknife.Acceleration([.. data.Select(value => -value)])
        );
    }

    /// <summary>
    /// The closed form for 0/1 values: the mean of a resample is Binomial(n, x/n)/n. At x = n the distribution is a point, and
    /// its lower quantile is given as 0, the convention of the reference (Boost's quantile at success probability 1), which
    /// makes the interval [0, 1] rather than a claim of certainty.
    /// </summary>
    public static IdealBootstrapResult Binary(long successes, long n, double level = 0.95)
    {
        Require.Counts(successes, n);
        Require.Level(level);
        double p = (double)successes / n;
        double deviation = Math.Sqrt(n * p * (1 - p));
        double tail = 0.5 * (1 - level);
        bool certain = deviation == 0;
        return new IdealBootstrapResult(
            p,
            deviation / n,
            successes == n ? new Interval(0, 1) : new Interval(Inverse(n, p, tail), Inverse(n, p, 1 - tail)),
            certain ? 0 : Tails.BinomialLower(successes - 1, n, p),
            certain ? 1 : LogSpace.BinomialDensity(successes, n, p, 1 - p),
            certain ? 0 : (1 - 2 * p) / (6 * deviation)
        );
    }

    private static void Visit(
        double[] data,
        int index,
        int left,
        double sum,
        double mass,
        List<(double Mean, double Mass)> masses
    )
    {
        if (index == data.Length - 1)
        {
            masses.Add(((sum + left * data[index]) / data.Length, mass / Factorial(left)));
            return;
        }
        double share = mass;
        for (int count = 0; count <= left; count++)
        {
            Visit(data, index + 1, left - count, sum + count * data[index], share, masses);
            share /= count + 1;
        }
    }

    private static double Factorial(int n) => n < 2 ? 1 : n * Factorial(n - 1);

    private static double Inverse(List<(double Mean, double Mass)> masses, double probability)
    {
        double below = 0;
        foreach ((double mean, double mass) in masses)
        {
            below += mass;
            if (below >= probability - 1e-12)
            {
                return mean;
            }
        }
        return masses[^1].Mean;
    }

    private static double Inverse(long n, double p, double probability)
    {
        long low = -1;
        long high = n;
        while (high - low > 1)
        {
            long middle = low + (high - low) / 2;
            (low, high) = Tails.BinomialLower(middle, n, p) >= probability ? (low, middle) : (middle, high);
        }
        return (double)high / n;
    }
}
