using System.Text;

namespace EvalHarness.Statistics.Numerics;

/// <summary>
/// A counter-based stream of uniforms: the i-th value is a function of seed, name and i alone, so draws may be made in any
/// order, on any number of threads, and two scenarios that share a name share its draws (common random numbers).
/// </summary>
/// <remarks>
/// SplitMix64 finaliser: G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014,
/// doi:10.1145/2660193.2660195. The key is mix64(seed xor FNV-1a(name)); u_i lies strictly inside (0, 1).
/// </remarks>
internal readonly record struct RandomCounter
{
    /// <summary>Opens the stream of one parameter.</summary>
    /// <param name="seed">The seed of the whole analysis.</param>
    /// <param name="name">The parameter's name, such as <c>quality.router</c>.</param>
    public RandomCounter(ulong seed, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Key = SplitMix.Mix(seed ^ Fnv1a64(name));
    }

    /// <summary>The stream's key.</summary>
    public ulong Key { get; }

    /// <summary>The uniform of one draw, in (0, 1).</summary>
    /// <param name="index">The draw, from 0.</param>
    public double this[int index] => SplitMix.Unit(SplitMix.Mix(Key + (((ulong)index + 1) * SplitMix.Golden)));

    /// <summary>The FNV-1a hash of a text's UTF-8 bytes.</summary>
    /// <param name="text">Any text.</param>
    public static ulong Fnv1a64(string text)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ value) * 0x100000001B3;
        }

        return hash;
    }
}
