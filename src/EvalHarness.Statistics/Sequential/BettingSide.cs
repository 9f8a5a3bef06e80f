using System.Numerics;
using System.Runtime.InteropServices;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Sequential;

/// <summary>
/// The bets on a mean above m: a capital that falls with m. Bets on a mean below are the same with values and m mirrored at
/// one half.
/// </summary>
/// <param name="bets">Factors on the stakes, one capital each.</param>
/// <param name="truncation">The share that one value may lose; infinite where stakes are not cut.</param>
/// <param name="limit">ln of the capital at which a mean is excluded.</param>
/// <param name="share">The share of all capital that this side starts with.</param>
internal sealed class BettingSide(double[] bets, double truncation, double limit, double share)
{
    /// <summary>Factors that are multiplied before a logarithm is taken: of moderate stakes their product stays in range.</summary>
    private const int Chunk = 32;

    private const double Tolerance = 1e-13;

    private readonly double start = Math.Log(share) - Math.Log(bets.Length);
    private double[] logsAtRunning = new double[bets.Length];
    private double step = 1e-3;
    private int seen;

    /// <summary>The largest mean that some count so far has excluded from below, 0 before the first.</summary>
    public double Running { get; private set; }

    /// <summary>Takes in the values with their weights up to that count and gives the mean that this count excludes up to; 0 for none.</summary>
    public double Look(double[] values, double[] weights, double[] stakes, int count)
    {
        double[] logs = [.. logsAtRunning];
        double largest = Scan(values.AsSpan(0, count), weights, stakes, seen, Running, logs);
        if (largest >= limit)
        {
            double Excess(double m)
            {
                logs = Logs(values.AsSpan(0, seen), weights, stakes, m);
                return Scan(values.AsSpan(0, count), weights, stakes, seen, m, logs) - limit;
            }

            Running = Above(Excess, Running, largest - limit);
            // Leaves the logarithms at the root itself, from where the next look goes on.
            Excess(Running);
        }
        (logsAtRunning, seen) = (logs, count);
        double now = Total(logs) - limit;
        return now >= -Tolerance * limit
            ? Running
            : Below(m => Total(Logs(values.AsSpan(0, count), weights, stakes, m)) - limit, now);
    }

    /// <summary>ln of the capital at m after these values.</summary>
    public double LogCapital(
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> stakes,
        double m
    ) => Total(Logs(values, weights, stakes, m));

    /// <summary>ln of the largest capital at m after any of these values, and before the first.</summary>
    public double LargestLogCapital(
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> stakes,
        double m
    )
    {
        double[] logs = new double[bets.Length];
        return Math.Max(Total(logs), Scan(values, weights, stakes, 0, m, logs));
    }

    /// <summary>The first count at which m is excluded; null where none does so.</summary>
    public int? FirstExclusion(
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> stakes,
        double m
    )
    {
        double[] logs = new double[bets.Length];
        double cap = truncation / m;
        for (int i = 0; i < values.Length; i++)
        {
            for (int j = 0; j < bets.Length; j++)
            {
                logs[j] += LogSpace.Log1p(Math.Min(stakes[i] * bets[j], cap) * (values[i] - (m * weights[i])));
            }
            if (Total(logs) >= limit * (1 - Tolerance))
            {
                return i + 1;
            }
        }
        return null;
    }

    /// <summary>The root above a point where a falling function is not negative.</summary>
    private double Above(Func<double, double> excess, double from, double atFrom)
    {
        double to = Math.Min(1, from + step);
        double atTo = excess(to);
        while (atTo >= 0 && to < 1)
        {
            step *= 4;
            (from, atFrom, to) = (to, atTo, Math.Min(1, to + step));
            atTo = excess(to);
        }
        double root = atTo >= 0 ? 1 : RootFinding.Between(excess, from, atFrom, to, atTo, Tolerance);
        step = Math.Max(1e-9, 2 * Math.Abs(root - Running));
        return root;
    }

    /// <summary>The mean up to which all values together exclude, where it lies below the running one.</summary>
    private double Below(Func<double, double> excess, double atRunning)
    {
        (double to, double atTo) = (Running, atRunning);
        double reach = 1e-3;
        double from = Math.Max(0, to - reach);
        double atFrom = excess(from);
        while (atFrom < 0 && from > 0)
        {
            reach *= 4;
            (to, atTo, from) = (from, atFrom, Math.Max(0, from - reach));
            atFrom = excess(from);
        }
        return atFrom < 0 ? 0 : RootFinding.Between(excess, from, atFrom, to, atTo, Tolerance);
    }

    /// <summary>ln of the product of the factors of each bet.</summary>
    private double[] Logs(
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> stakes,
        double m
    )
    {
        double[] logs = new double[bets.Length];
        double cap = truncation / m;
        for (int j = 0; j < bets.Length; j++)
        {
            logs[j] = LogProduct(values, weights[..values.Length], stakes[..values.Length], bets[j], cap, m);
        }
        return logs;
    }

    private static double LogProduct(
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> stakes,
        double bet,
        double cap,
        double m
    )
    {
        var x = MemoryMarshal.Cast<double, Vector<double>>(values);
        var size = MemoryMarshal.Cast<double, Vector<double>>(weights);
        var own = MemoryMarshal.Cast<double, Vector<double>>(stakes);
        var caps = new Vector<double>(cap);
        var means = new Vector<double>(m);
        double log = 0;
        for (int from = 0; from < x.Length; from += Chunk)
        {
            var product = Vector<double>.One;
            int to = Math.Min(from + Chunk, x.Length);
            for (int i = from; i < to; i++)
            {
                product *= Vector<double>.One + Vector.Min(own[i] * bet, caps) * (x[i] - (means * size[i]));
            }
            for (int lane = 0; lane < Vector<double>.Count; lane++)
            {
                log += Math.Log(product[lane]);
            }
        }
        for (int i = x.Length * Vector<double>.Count; i < values.Length; i++)
        {
            log += Math.Log(1 + Math.Min(stakes[i] * bet, cap) * (values[i] - (m * weights[i])));
        }
        return log;
    }

    /// <summary>
    /// Carries the logarithms on over the values from an index, and gives ln of the largest capital after any of them.
    /// </summary>
    private double Scan(
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> stakes,
        int from,
        double m,
        Span<double> logs
    )
    {
        double cap = truncation / m;
        double largest = double.NegativeInfinity;
        Span<double> capitals = stackalloc double[Math.Min(bets.Length, 64)];
        capitals = bets.Length > 64 ? new double[bets.Length] : capitals;
        for (int chunk = from; chunk < values.Length; chunk += Chunk)
        {
            int to = Math.Min(chunk + Chunk, values.Length);
            double scale = Largest(logs);
            if (double.IsNegativeInfinity(scale))
            {
                return largest;
            }
            for (int j = 0; j < capitals.Length; j++)
            {
                capitals[j] = Math.Exp(logs[j] - scale);
            }
            double best = 0;
            for (int i = chunk; i < to; i++)
            {
                double capital = 0;
                for (int j = 0; j < capitals.Length; j++)
                {
                    capitals[j] *= 1 + Math.Min(stakes[i] * bets[j], cap) * (values[i] - (m * weights[i]));
                    capital += capitals[j];
                }
                best = Math.Max(best, capital);
            }
            for (int j = 0; j < capitals.Length; j++)
            {
                logs[j] = scale + Math.Log(capitals[j]);
            }
            largest = Math.Max(largest, scale + Math.Log(best) + start);
        }
        return largest;
    }

    /// <summary>ln of the mean of the capitals, times the share of this side.</summary>
    private double Total(ReadOnlySpan<double> logs)
    {
        double scale = Largest(logs);
        if (double.IsNegativeInfinity(scale))
        {
            return scale;
        }
        double sum = 0;
        foreach (double log in logs)
        {
            sum += Math.Exp(log - scale);
        }
        return scale + Math.Log(sum) + start;
    }

    private static double Largest(ReadOnlySpan<double> logs)
    {
        double largest = double.NegativeInfinity;
        foreach (double log in logs)
        {
            largest = Math.Max(largest, log);
        }
        return largest;
    }
}
