using EvalHarness.Comparisons.Results;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>The values of one model (or one difference) on resamples, and with each unit left out.</summary>
/// <param name="Value">The value on the data themselves; null when undefined.</param>
/// <param name="Values">The values on the resamples, NaN where undefined.</param>
/// <param name="LeftOut">The values with each unit left out; null when not computed.</param>
/// <param name="Items">Samples behind it.</param>
/// <param name="Units">Independent units among them.</param>
/// <param name="Seed">Seed of the draws.</param>
internal sealed record Replicates(double? Value, double[] Values, double[]? LeftOut, int Items, int Units, ulong Seed)
{
    public string Kind => Units == Items ? "bootstrap" : "cluster bootstrap";

    public int Resamples => Values.Length;

    /// <summary>The bootstrap distribution; null when the value is undefined.</summary>
    public BootstrapDistribution? Distribution
    {
        get
        {
            if (Value is not { } value)
            {
                return null;
            }

            double[] defined = Array.FindAll(Values, double.IsFinite);
            double acceleration =
                LeftOut is { Length: > 1 } && Array.TrueForAll(LeftOut, double.IsFinite)
                    ? Jackknife.Acceleration(LeftOut)
                    : 0;
            return new BootstrapDistribution(value, defined, acceleration, Values.Length - defined.Length);
        }
    }

    public static Replicates Of(
        IReplicator replicator,
        int model,
        int[] rows,
        ClusterIndex clusters,
        int resamples,
        ulong seed
    )
    {
        var units = clusters.Select(rows);
        double[] values = replicator.Replicate([model], rows, units, resamples, seed)[0];
        return From(replicator, model, rows, units, values, seed);
    }

    public static (Replicates First, Replicates Second) Of(
        IReplicator replicator,
        int first,
        int second,
        int[] rows,
        ClusterIndex clusters,
        int resamples,
        ulong seed
    )
    {
        var units = clusters.Select(rows);
        double[][] values = replicator.Replicate([first, second], rows, units, resamples, seed);
        return (
            From(replicator, first, rows, units, values[0], seed),
            From(replicator, second, rows, units, values[1], seed)
        );
    }

    public static Replicates From(
        IReplicator replicator,
        int model,
        int[] rows,
        ClusterIndex units,
        double[] values,
        ulong seed
    ) =>
        new(
            replicator.Value(model, rows),
            values,
            replicator.LeaveOneOut(model, rows, units),
            rows.Length,
            units.Count,
            seed
        );

    /// <summary>The difference of two models on the same draws.</summary>
    public Replicates Minus(Replicates other) =>
        new(
            Value - other.Value,
            Subtract(Values, other.Values),
            LeftOut is null || other.LeftOut is null ? null : Subtract(LeftOut, other.LeftOut),
            Items,
            Units,
            Seed
        );

    private static double[] Subtract(double[] a, double[] b)
    {
        double[] difference = new double[a.Length];
        for (int i = 0; i < difference.Length; i++)
        {
            difference[i] = a[i] - b[i];
        }

        return difference;
    }
}
