using System.Runtime.InteropServices;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Resampling;

/// <summary>
/// One row of sufficient statistics per unit (item, or cluster after summing), such as (correct, 1) or the cells of a
/// confusion matrix. Units are independent of each other. Equal rows are kept once with their number, which changes no
/// distribution: how often each distinct row is drawn is multinomial.
/// </summary>
public sealed class SufficientStatistics
{
    /// <summary>One distinct row for so many units makes drawing counts of distinct rows cheaper than drawing units.</summary>
    private const int UnitsPerDistinctRow = 40;

    private readonly double[] rows;
    private readonly double[] totals;

    /// <summary>Holds these rows.</summary>
    /// <param name="rows">Rows laid end to end; all finite.</param>
    /// <param name="width">Number of statistics in a row.</param>
    public SufficientStatistics(ReadOnlySpan<double> rows, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Require.Values(rows, nameof(rows), width);
        if (rows.Length % width != 0)
        {
            throw new ArgumentException(
                $"rows must hold a multiple of {width} values, held {rows.Length}",
                nameof(rows)
            );
        }
        Width = width;
        Units = rows.Length / width;
        (this.rows, Multiplicity) = Distinct(rows, width, Math.Max(2, Units / UnitsPerDistinctRow));
        totals = new double[width];
        for (int i = 0; i < this.rows.Length / width; i++)
        {
            for (int j = 0; j < width; j++)
            {
                totals[j] += (Multiplicity?[i] ?? 1) * this.rows[i * width + j];
            }
        }
    }

    /// <summary>Number of units.</summary>
    public int Units { get; }

    /// <summary>Number of statistics in a row.</summary>
    public int Width { get; }

    /// <summary>The sum of all rows.</summary>
    public ReadOnlySpan<double> Totals => totals;

    /// <summary>How many units share each row; null where every unit has a row of its own.</summary>
    internal int[]? Multiplicity { get; }

    /// <summary>The rows that are kept, end to end.</summary>
    internal ReadOnlySpan<double> Rows => rows;

    /// <summary>One unit per item.</summary>
    public static SufficientStatistics Of(ReadOnlySpan<double> rows, int width) => new(rows, width);

    /// <summary>One unit per cluster: the rows of its items, summed. Clusters without items are left out.</summary>
    public static SufficientStatistics Of(ReadOnlySpan<double> rows, int width, ReadOnlySpan<int> clusters) =>
        new(Clusters.SumRows(rows, width, Clusters.Number(clusters)), width);

    /// <summary>The same units measured for several models: the rows side by side, to be resampled together.</summary>
    public static double[] SideBySide(int width, params ReadOnlySpan<double[]> models)
    {
        int units = models[0].Length / width;
        double[] joined = new double[units * width * models.Length];
        for (int model = 0; model < models.Length; model++)
        {
            Require.SameLength(models[0].Length, models[model].Length, nameof(models));
            for (int unit = 0; unit < units; unit++)
            {
                models[model]
                    .AsSpan(unit * width, width)
                    .CopyTo(joined.AsSpan((unit * models.Length + model) * width, width));
            }
        }
        return joined;
    }

    private static (double[] Rows, int[]? Multiplicity) Distinct(ReadOnlySpan<double> rows, int width, int limit)
    {
        var known = new Dictionary<Key, int>();
        double[] all = rows.ToArray();
        var counts = new List<int>();
        for (int from = 0; from < all.Length && counts.Count <= limit; from += width)
        {
            var key = new Key(all.AsMemory(from, width));
            ref int slot = ref CollectionsMarshal.GetValueRefOrAddDefault(known, key, out bool exists);
            if (!exists)
            {
                slot = counts.Count;
                counts.Add(0);
            }
            counts[slot]++;
        }
        if (counts.Count > limit)
        {
            return (all, null);
        }
        double[] distinct = new double[counts.Count * width];
        foreach ((var key, int slot) in known)
        {
            key.Row.Span.CopyTo(distinct.AsSpan(slot * width));
        }
        return (distinct, [.. counts]);
    }

    /// <summary>A row, equal to every row of the same bits.</summary>
    private readonly struct Key(ReadOnlyMemory<double> row) : IEquatable<Key>
    {
        public ReadOnlyMemory<double> Row { get; } = row;

        public bool Equals(Key other) => Row.Span.SequenceEqual(other.Row.Span);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode()
        {
            ulong hash = 0;
            foreach (double value in Row.Span)
            {
                hash = SplitMix.Mix(hash + BitConverter.DoubleToUInt64Bits(value + 0.0));
            }
            return (int)hash;
        }
    }
}
