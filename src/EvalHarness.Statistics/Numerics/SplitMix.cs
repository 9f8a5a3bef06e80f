namespace EvalHarness.Statistics.Numerics;

/// <summary>
/// The parts of SplitMix64 that both kinds of random stream are built from: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable
/// pseudorandom number generators", OOPSLA 2014, doi:10.1145/2660193.2660195.
/// </summary>
internal static class SplitMix
{
    /// <summary>The odd number nearest to 2^64 over the golden ratio, by which the state moves on.</summary>
    public const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>The finaliser, a bijection of 64 bits that scatters every bit.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>Random bits as a number strictly inside (0, 1), on a grid of 2^-53.</summary>
    public static double Unit(ulong bits) => ((bits >> 11) + 0.5) * (1.0 / (1UL << 53));
}
