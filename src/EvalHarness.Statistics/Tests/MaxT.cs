using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// Single-step max-T adjustment by sign flips: P. H. Westfall, S. S. Young, "Resampling-based multiple testing" (1993).
/// All metrics of an item are flipped together, so the correlation of metrics is used rather than feared. Independent
/// items (clusters) are assumed. Held against full enumeration.
/// </summary>
public static class MaxT
{
    private const int ExactLimit = 24;

    /// <summary>All 2^n flips; n may be 24 at most.</summary>
    /// <param name="rows">Paired differences: one row per item, laid end to end.</param>
    /// <param name="metrics">Number of metrics, the width of a row.</param>
    public static MaxTResult Exact(ReadOnlySpan<double> rows, int metrics)
    {
        var state = new State(rows, metrics);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(state.Items, ExactLimit);
        double[] sums = [.. state.Sums];
        bool[] negative = new bool[state.Items];
        state.Count(sums);
        // Gray code: each step flips one item.
        for (long step = 1; step < 1L << state.Items; step++)
        {
            int item = System.Numerics.BitOperations.TrailingZeroCount(step);
            state.Flip(sums, item, negative[item] ? 2 : -2);
            negative[item] = !negative[item];
            state.Count(sums);
        }
        return state.Conclude(0);
    }

    /// <summary>Random flips, with p = (1 + count)/(resamples + 1).</summary>
    /// <param name="rows">Paired differences: one row per item (or per cluster, summed), laid end to end.</param>
    /// <param name="metrics">Number of metrics, the width of a row.</param>
    /// <param name="resamples">Number of flips.</param>
    /// <param name="seed">Seed of the flips.</param>
    public static MaxTResult Resampled(ReadOnlySpan<double> rows, int metrics, int resamples, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        var state = new State(rows, metrics);
        double[] sums = new double[metrics];
        for (int resample = 0; resample < resamples; resample++)
        {
            var stream = new RandomSource(seed, (ulong)resample);
            Array.Clear(sums);
            ulong bits = 0;
            for (int item = 0; item < state.Items; item++)
            {
                bits = item % 64 == 0 ? stream.NextUInt64() : bits >> 1;
                state.Flip(sums, item, (bits & 1) == 0 ? 1 : -1);
            }
            state.Count(sums);
        }
        return state.Conclude(1);
    }

    private sealed class State
    {
        private readonly double[] rows;
        private readonly double[] squares;
        private readonly double?[] observed;
        private readonly long[] raw;
        private readonly long[] adjusted;
        private long flips;

        public State(ReadOnlySpan<double> values, int metrics)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(metrics, 1);
            Require.Values(values, nameof(rows), 2 * metrics);
            if (values.Length % metrics != 0)
            {
                throw new ArgumentException($"rows must hold a multiple of {metrics} values, held {values.Length}");
            }
            rows = values.ToArray();
            Items = rows.Length / metrics;
            Sums = new double[metrics];
            squares = new double[metrics];
            for (int i = 0; i < rows.Length; i++)
            {
                Sums[i % metrics] += rows[i];
                squares[i % metrics] += rows[i] * rows[i];
            }
            observed = [.. Sums.Select((sum, j) => squares[j] > 0 ? T(sum, j) : (double?)null)];
            raw = new long[metrics];
            adjusted = new long[metrics];
        }

        public int Items { get; }

        public double[] Sums { get; }

        public void Flip(double[] sums, int item, double factor)
        {
            for (int j = 0; j < sums.Length; j++)
            {
                sums[j] += factor * rows[item * sums.Length + j];
            }
        }

        public void Count(double[] sums)
        {
            double largest = 0;
            for (int j = 0; j < sums.Length; j++)
            {
                double t = squares[j] > 0 ? T(sums[j], j) : 0;
                raw[j] += Reaches(t, j) ? 1 : 0;
                largest = Math.Max(largest, t);
            }
            for (int j = 0; j < sums.Length; j++)
            {
                adjusted[j] += Reaches(largest, j) ? 1 : 0;
            }
            flips++;
        }

        public MaxTResult Conclude(int added) =>
            new(
                observed,
                [.. raw.Select(count => (double)(count + added) / (flips + added))],
                [.. adjusted.Select(count => (double)(count + added) / (flips + added))]
            );

        private bool Reaches(double t, int metric)
        {
            double own = observed[metric] ?? 0;
            return t >= own || t >= own - PermutationResult.Slack(own);
        }

        /// <summary>|t| from the sum alone: flips leave the sum of squares as it is.</summary>
        private double T(double sum, int metric)
        {
            double variance = (squares[metric] - sum * sum / Items) / (Items - 1);
            return variance <= 1e-14 * squares[metric]
                ? double.PositiveInfinity
                : Math.Abs(sum) / Math.Sqrt(variance * Items);
        }
    }
}
