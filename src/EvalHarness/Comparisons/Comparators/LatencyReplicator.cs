using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>Resamples a quantile of latencies, for differences of two models: draw counts become weights of all answers.</summary>
/// <param name="scores">The scores of the task.</param>
/// <param name="share">Share of answers that are at most as slow, in [0, 1].</param>
internal sealed class LatencyReplicator(TaskScores scores, double share) : IReplicator
{
    private readonly LatencyQuantile quantile = new(scores, share);

    public string Name => "latency";

    public bool HigherIsBetter => false;

    public bool IsShare => false;

    public (double Low, double High) Range => (0, double.PositiveInfinity);

    public int[] Rows(int model, int[] rows) => quantile.Rows(model, rows);

    public double? Value(int model, int[] rows)
    {
        var (seconds, owners) = Sorted(model, rows);
        return Weighted(seconds, owners, _ => 1);
    }

    public double[][] Replicate(ReplicatedPart[] parts, int resamples, ulong seed)
    {
        var prepared = Array.ConvertAll(parts, part => (Cells: Sorted(part.Model, part.Rows), part.Units));
        double[][] values = parts.Select(_ => new double[resamples]).ToArray();
        int units = parts[0].Units.Count;
        Parallel.For(
            0,
            resamples,
            resample =>
            {
                byte[] counts = new byte[units];
                ResampleCounts.Draw(counts, units, seed, (ulong)resample);
                for (int i = 0; i < prepared.Length; i++)
                {
                    var ((seconds, owners), own) = prepared[i];
                    values[i][resample] = Weighted(seconds, owners, owner => counts[own.Of[owner]]) ?? double.NaN;
                }
            }
        );
        return values;
    }

    /// <summary>The jackknife of a quantile tells nothing of its spread: B. Efron, R. J. Tibshirani (1993), section 11.6.</summary>
    public double[]? LeaveOneOut(int model, int[] rows, ClusterIndex units) => null;

    public ReachCurve Reach(int model, int[] rows, ClusterIndex units) => new(Value(model, rows) ?? 0, Range, [], []);

    public int Telling(int first, int second, int[] rows) =>
        rows.Count(row => !quantile.Of(first, [row]).Seconds.SequenceEqual(quantile.Of(second, [row]).Seconds));

    public (double? Worst, double? Best) Bounds(int model) => (null, null);

    private (double[] Seconds, int[] Owners) Sorted(int model, int[] rows)
    {
        var (seconds, owners) = quantile.Of(model, rows);
        return (seconds, Array.ConvertAll(RadixSort.Order(seconds), place => owners[place]));
    }

    /// <summary>Type 7 of Hyndman and Fan (1996), doi:10.1080/00031305.1996.10473566, over answers repeated by weight.</summary>
    private double? Weighted(double[] sorted, int[] owners, Func<int, int> weight)
    {
        long total = 0L;
        foreach (int owner in owners)
        {
            total += weight(owner);
        }

        if (total == 0)
        {
            return null;
        }

        double place = share * (total - 1);
        double whole = Math.Floor(place);
        long passed = 0L;
        double? below = null;
        for (int i = 0; i < sorted.Length; i++)
        {
            passed += weight(owners[i]);
            if (below is null && passed > whole)
            {
                below = sorted[i];
            }

            if (below is { } low && passed > Math.Min(whole + 1, total - 1))
            {
                return low + ((place - whole) * (sorted[i] - low));
            }
        }

        return below;
    }
}
