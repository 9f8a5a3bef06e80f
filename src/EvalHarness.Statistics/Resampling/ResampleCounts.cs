using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Resampling;

/// <summary>
/// How often each of n units is drawn in one resample of n draws. Four interleaved xoshiro256** streams give eight 32-bit
/// indices a step by multiply-shift (D. Lemire, "Fast random integer generation in an interval" (2019),
/// doi:10.1145/3230636, whose bias is below n/2^32 here).
/// </summary>
internal static class ResampleCounts
{
    private const int Buffer = 512;

    /// <summary>
    /// Adds the draws of one resample to the counts, which start at 0. A unit that is drawn more than 255 times does not occur:
    /// its probability is below 1/255!.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Draw(Span<byte> counts, int n, ulong seed, ulong resample)
    {
        var seeds = new RandomSource(seed, resample);
        var s0 = Lanes(ref seeds);
        var s1 = Lanes(ref seeds);
        var s2 = Lanes(ref seeds);
        var s3 = Lanes(ref seeds);
        var range = Vector256.Create((ulong)n);
        var upper = Vector256.Create(0xFFFFFFFF00000000);
        Span<uint> indices = stackalloc uint[Buffer];
        var slots = MemoryMarshal.Cast<uint, Vector256<ulong>>(indices);
        ref byte origin = ref MemoryMarshal.GetReference(counts);
        for (int left = n; left > 0; left -= Buffer)
        {
            for (int i = 0; i < slots.Length; i++)
            {
                var scrambled = (s1 << 2) + s1;
                scrambled = (scrambled << 7) | (scrambled >> 57);
                scrambled = (scrambled << 3) + scrambled;
                var shifted = s1 << 17;
                s2 ^= s0;
                s3 ^= s1;
                s1 ^= s2;
                s0 ^= s3;
                s2 ^= shifted;
                s3 = (s3 << 45) | (s3 >> 19);
                slots[i] = (Multiply(scrambled >> 32, range) & upper) | (Multiply(scrambled, range) >> 32);
            }
            ref uint index = ref MemoryMarshal.GetReference(indices);
            int drawn = Math.Min(left, Buffer);
            for (int i = 0; i < drawn; i++)
            {
                Unsafe.Add(ref origin, Unsafe.Add(ref index, i))++;
            }
        }
    }

    private static Vector256<ulong> Lanes(ref RandomSource stream) =>
        Vector256.Create(stream.NextUInt64(), stream.NextUInt64(), stream.NextUInt64(), stream.NextUInt64());

    /// <summary>The products of the low halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Multiply(Vector256<ulong> a, Vector256<ulong> range) =>
        Avx2.IsSupported ? Avx2.Multiply(a.AsUInt32(), range.AsUInt32()) : (a & Vector256.Create(0xFFFFFFFFUL)) * range;
}
