using System.Numerics;

namespace EvalHarness.Statistics.Numerics;

/// <summary>
/// A stream of random numbers that belongs to one (seed, index) pair, so that resample 17 draws the same numbers on
/// whatever thread it runs. D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators" (2021),
/// doi:10.1145/3460772: xoshiro256**, started by SplitMix64.
/// </summary>
public struct RandomSource
{
    private ulong s0;
    private ulong s1;
    private ulong s2;
    private ulong s3;

    /// <summary>The stream of that index under that seed.</summary>
    public RandomSource(ulong seed, ulong index)
    {
        ulong state = SplitMix.Mix(seed + SplitMix.Golden) ^ SplitMix.Mix(index + 0xD1B54A32D192ED03);
        s0 = Next(ref state);
        s1 = Next(ref state);
        s2 = Next(ref state);
        s3 = Next(ref state);
    }

    /// <summary>The stream that goes on from that state, which must not be all zeros.</summary>
    internal static RandomSource FromState(ulong s0, ulong s1, ulong s2, ulong s3) =>
        new()
        {
            s0 = s0,
            s1 = s1,
            s2 = s2,
            s3 = s3,
        };

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        ulong shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>A number in the open interval (0, 1), on a grid of 2^-53.</summary>
    public double NextDouble() => SplitMix.Unit(NextUInt64());

    /// <summary>An index in [0, n): multiply-shift of 32 bits, whose bias is below n/2^32.</summary>
    public int NextIndex(int n) => (int)((NextUInt64() >> 32) * (ulong)n >> 32);

    /// <summary>A draw from the exponential distribution with mean 1.</summary>
    public double NextExponential() => -Math.Log(NextDouble());

    private static ulong Next(ref ulong state) => SplitMix.Mix(state += SplitMix.Golden);
}
