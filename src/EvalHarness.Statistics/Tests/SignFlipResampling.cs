using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Tests;

/// <summary>
/// The sign-flip test by random flips, for differences too many to enumerate: M. Dwass, "Modified randomization tests for
/// nonparametric hypotheses" (1957), doi:10.1214/aoms/1177707045. p = (1 + count)/(resamples + 1), which is never 0 and holds
/// its level exactly (B. Phipson, G. K. Smyth (2010), doi:10.2202/1544-6115.1585). Independent differences are assumed; none is
/// refused, and all zeros give p = 1. Resample i draws the same signs on any number of threads. Held against
/// <see cref="SignFlip.Exact(ReadOnlySpan{double})"/>.
/// </summary>
public static class SignFlipResampling
{
    private const int Chunk = 256;
    private const ulong SignBit = 1UL << 63;

    /// <summary>Tests that the differences lie symmetrically around 0.</summary>
    /// <param name="differences">One difference per item; with clusters, the sums of the clusters.</param>
    /// <param name="resamples">Number of random flips.</param>
    /// <param name="seed">Seed of the flips.</param>
    /// <param name="threads">The most threads to use; null for all cores.</param>
    public static PermutationResult Test(
        ReadOnlySpan<double> differences,
        int resamples,
        ulong seed,
        int? threads = null
    )
    {
        Require.Values(differences, nameof(differences));
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        // Whole words of 64 values; what is added has no sign to flip.
        double[] padded = new double[(differences.Length + 63) / 64 * 64];
        differences.CopyTo(padded);
        double observed = padded.Sum();
        double slack = PermutationResult.Slack(observed);
        int chunks = (resamples + Chunk - 1) / Chunk;
        var counts = new (int Both, int Greater, int Less)[chunks];
        Parallel.For(
            0,
            chunks,
            Chunks.On(threads),
            chunk =>
            {
                (int both, int greater, int less) = (0, 0, 0);
                for (int i = chunk * Chunk; i < Math.Min(resamples, (chunk + 1) * Chunk); i++)
                {
                    double sum = FlippedSum(padded, new RandomSource(seed, (ulong)i));
                    both += Math.Abs(sum) >= Math.Abs(observed) - slack ? 1 : 0;
                    greater += sum >= observed - slack ? 1 : 0;
                    less += sum <= observed + slack ? 1 : 0;
                }
                counts[chunk] = (both, greater, less);
            }
        );
        double Share(Func<(int Both, int Greater, int Less), int> part) => (1.0 + counts.Sum(part)) / (resamples + 1.0);
        return new PermutationResult(
            observed / differences.Length,
            Share(c => c.Both),
            Share(c => c.Greater),
            Share(c => c.Less)
        );
    }

    /// <summary>Each bit of a random word flips the sign of one value: four at a time, by exclusive or with the sign bit.</summary>
    private static double FlippedSum(double[] values, RandomSource stream)
    {
        var vectors = MemoryMarshal.Cast<double, Vector256<double>>(values);
        var sign = Vector256.Create(SignBit);
        var first = Vector256<double>.Zero;
        var second = Vector256<double>.Zero;
        var third = Vector256<double>.Zero;
        var fourth = Vector256<double>.Zero;
        for (int word = 0; word < vectors.Length; word += 16)
        {
            ulong random = stream.NextUInt64();
            var bits = Vector256.Create(random, random << 1, random << 2, random << 3);
            var block = vectors.Slice(word, 16);
            for (int i = 0; i < 16; i += 4)
            {
                first += (block[i].AsUInt64() ^ (bits & sign)).AsDouble();
                second += (block[i + 1].AsUInt64() ^ ((bits << 4) & sign)).AsDouble();
                third += (block[i + 2].AsUInt64() ^ ((bits << 8) & sign)).AsDouble();
                fourth += (block[i + 3].AsUInt64() ^ ((bits << 12) & sign)).AsDouble();
                bits <<= 16;
            }
        }
        return Vector256.Sum(first + second + (third + fourth));
    }
}
