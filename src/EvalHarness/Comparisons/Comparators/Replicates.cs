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
    /// <summary>Degrees of freedom of the spread over units; null below two units.</summary>
    public double? DegreesOfFreedom { get; init; }

    /// <summary>Smallest and largest possible value; infinite where there is none.</summary>
    public (double Low, double High) Range { get; init; } = (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>How far the value could lie off if some units behaved as none of those seen does.</summary>
    public required Func<ReachCurve> Reach { get; init; }

    /// <summary>Of a difference, the number of samples that tell the two models apart; null of one model.</summary>
    public int? Telling { get; init; }

    public string Kind => Units == Items ? "bootstrap" : "cluster bootstrap";

    public int Resamples => Values.Length;

    /// <summary>Share of the resamples in which the value is undefined.</summary>
    public double UndefinedShare => Values.Length == 0 ? 0 : (double)Values.Count(double.IsNaN) / Values.Length;

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

    /// <summary>The difference of two models on the same draws of some rows.</summary>
    public static Replicates OfDifference(
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
        return From(replicator, first, rows, units, values[0], seed)
            .Minus(From(replicator, second, rows, units, values[1], seed), replicator.Telling(first, second, rows));
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
        )
        {
            DegreesOfFreedom = units.DegreesOfFreedom,
            Range = replicator.Range,
            Reach = () => replicator.Reach(model, rows, units),
        };

    /// <summary>The difference of two models on the same draws.</summary>
    /// <param name="other">The other model.</param>
    /// <param name="telling">The number of samples that tell the two apart.</param>
    public Replicates Minus(Replicates other, int telling)
    {
        double span = Range.High - Range.Low;
        double? value = Value - other.Value;
        return new Replicates(
            value,
            Subtract(Values, other.Values),
            LeftOut is null || other.LeftOut is null ? null : Subtract(LeftOut, other.LeftOut),
            Items,
            Units,
            Seed
        )
        {
            DegreesOfFreedom = DegreesOfFreedom,
            Range = (-span, span),
            Reach = () => new ReachCurve(value ?? 0, (-span, span), [], []),
            Telling = telling,
        };
    }

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
