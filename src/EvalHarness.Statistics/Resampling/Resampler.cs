using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Resampling;

/// <summary>
/// Totals of resamples of n units drawn with replacement: the matrix of draw counts times the matrix of rows. Resample i
/// has its own random stream, and its sums are added in one order, so that its bits depend on seed and i alone, not on the
/// number of threads or the width of the machine's vectors.
/// </summary>
internal sealed class Resampler
{
    private const int Lanes = 4;
    private const int Tile = 4;
    private const int Block = 256;
    private const int CountsBytes = 1 << 18;

    private readonly SufficientStatistics statistics;
    private readonly int padded;
    private readonly double[] columns;

    public Resampler(SufficientStatistics statistics)
    {
        this.statistics = statistics;
        int rows = statistics.Rows.Length / statistics.Width;
        padded = (rows + Lanes - 1) / Lanes * Lanes;
        // One column after the other; an odd one out gets a partner of zeros.
        columns = new double[padded * ((statistics.Width + 1) / 2 * 2)];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < statistics.Width; j++)
            {
                columns[j * padded + i] = statistics.Rows[i * statistics.Width + j];
            }
        }
    }

    /// <summary>Draws that many resamples and hands each one's totals to the sink.</summary>
    public void Run(int resamples, ulong seed, int? threads, TotalsSink sink)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        int chunk = Math.Clamp(CountsBytes / padded / Tile * Tile, Tile, 64);
        Parallel.For(
            0,
            (resamples + chunk - 1) / chunk,
            Chunks.On(threads),
            () => new Scratch(padded, columns.Length / padded, statistics.Multiplicity is null ? chunk : 0),
            (number, _, scratch) =>
            {
                int from = number * chunk;
                int to = Math.Min(resamples, from + chunk);
                if (statistics.Multiplicity is null)
                {
                    ByUnits(from, to, seed, scratch, sink);
                }
                else
                {
                    ByDistinctRows(from, to, seed, scratch, sink);
                }
                return scratch;
            },
            _ => { }
        );
    }

    private void ByUnits(int from, int to, ulong seed, Scratch scratch, TotalsSink sink)
    {
        Array.Clear(scratch.Counts);
        for (int resample = from; resample < to; resample++)
        {
            var counts = scratch.Counts.AsSpan((resample - from) * padded, padded);
            ResampleCounts.Draw(counts, statistics.Units, seed, (ulong)resample);
        }
        for (int first = from; first < to; first += Tile)
        {
            Array.Clear(scratch.Sums);
            for (int start = 0; start < padded; start += Block)
            {
                int length = Math.Min(Block, padded - start);
                for (int r = 0; r < Tile; r++)
                {
                    Widen(
                        scratch.Counts.AsSpan((first - from + r) * padded + start, length),
                        scratch.Weights.AsSpan(r * Block, length)
                    );
                }
                Accumulate(scratch, start, length);
            }
            for (int r = 0; r < Math.Min(Tile, to - first); r++)
            {
                Emit(scratch, r, first + r, sink);
            }
        }
    }

    private void ByDistinctRows(int from, int to, ulong seed, Scratch scratch, TotalsSink sink)
    {
        int[] multiplicity = statistics.Multiplicity!;
        double[] totals = scratch.Totals;
        for (int resample = from; resample < to; resample++)
        {
            var stream = new RandomSource(seed, (ulong)resample);
            Array.Clear(totals);
            int left = statistics.Units;
            double units = statistics.Units;
            for (int row = 0; row < multiplicity.Length && left > 0; row++)
            {
                int drawn = BinomialSampler.Draw(ref stream, left, multiplicity[row] / units);
                left -= drawn;
                units -= multiplicity[row];
                for (int j = 0; j < statistics.Width; j++)
                {
                    totals[j] += drawn * columns[j * padded + row];
                }
            }
            sink(resample, totals.AsSpan(0, statistics.Width));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(ReadOnlySpan<byte> counts, Span<double> weights)
    {
        for (int i = 0; i < counts.Length; i += Lanes)
        {
            uint four = Unsafe.ReadUnaligned<uint>(in counts[i]);
            var whole = Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(four).AsByte())).AsInt32();
            var wide = Vector256.ConvertToDouble(
                Vector256.Create(Vector128.WidenLower(whole), Vector128.WidenUpper(whole))
            );
            wide.CopyTo(weights[i..]);
        }
    }

    /// <summary>Four resamples by two columns at a time: eight sums live in registers, from the first call on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Accumulate(Scratch scratch, int start, int length)
    {
        ref var w0 = ref First(scratch.Weights, 0);
        ref var w1 = ref First(scratch.Weights, Block);
        ref var w2 = ref First(scratch.Weights, 2 * Block);
        ref var w3 = ref First(scratch.Weights, 3 * Block);
        Span<Vector256<double>> sums = scratch.Sums;
        for (int j = 0; j < columns.Length / padded; j += 2)
        {
            ref var left = ref First(columns, j * padded + start);
            ref var right = ref First(columns, (j + 1) * padded + start);
            var own = sums.Slice(j * Tile, 2 * Tile);
            (var a0, var a1, var a2, var a3) = (own[0], own[1], own[2], own[3]);
            (var b0, var b1, var b2, var b3) = (own[4], own[5], own[6], own[7]);
            for (nint i = 0; i < length / Lanes; i++)
            {
                var x = Unsafe.Add(ref left, i);
                var y = Unsafe.Add(ref right, i);
                var w = Unsafe.Add(ref w0, i);
                a0 = Vector256.FusedMultiplyAdd(w, x, a0);
                b0 = Vector256.FusedMultiplyAdd(w, y, b0);
                w = Unsafe.Add(ref w1, i);
                a1 = Vector256.FusedMultiplyAdd(w, x, a1);
                b1 = Vector256.FusedMultiplyAdd(w, y, b1);
                w = Unsafe.Add(ref w2, i);
                a2 = Vector256.FusedMultiplyAdd(w, x, a2);
                b2 = Vector256.FusedMultiplyAdd(w, y, b2);
                w = Unsafe.Add(ref w3, i);
                a3 = Vector256.FusedMultiplyAdd(w, x, a3);
                b3 = Vector256.FusedMultiplyAdd(w, y, b3);
            }
            (own[0], own[1], own[2], own[3]) = (a0, a1, a2, a3);
            (own[4], own[5], own[6], own[7]) = (b0, b1, b2, b3);
        }
    }

    private void Emit(Scratch scratch, int slot, int resample, TotalsSink sink)
    {
        var totals = scratch.Totals.AsSpan(0, statistics.Width);
        for (int j = 0; j < totals.Length; j++)
        {
            totals[j] = Vector256.Sum(scratch.Sums[j / 2 * 2 * Tile + j % 2 * Tile + slot]);
        }
        sink(resample, totals);
    }

    private static ref Vector256<double> First(double[] values, int offset) =>
        ref Unsafe.As<double, Vector256<double>>(
            ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(values), offset)
        );

    /// <summary>What one thread writes to.</summary>
    private sealed class Scratch(int padded, int columns, int chunk)
    {
        public byte[] Counts { get; } = new byte[padded * chunk];

        public double[] Weights { get; } = new double[Tile * Block];

        public Vector256<double>[] Sums { get; } = new Vector256<double>[columns * Tile];

        public double[] Totals { get; } = new double[columns];
    }
}
