using System.Numerics;

namespace EvalHarness.Logs;

/// <summary>A set of 128-bit keys in flat memory: 21 to 43 bytes a key, where a HashSet takes up to 100 while it grows.</summary>
internal sealed class KeySet
{
    private UInt128[] slots = new UInt128[1024];
    private bool hasZero;

    /// <summary>Number of keys.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a key.</summary>
    /// <param name="key">A key whose bits are well mixed, such as a hash.</param>
    /// <returns>False when it was there.</returns>
    public bool Add(UInt128 key)
    {
        if (Contains(key))
        {
            return false;
        }

        Count++;
        if (key == 0)
        {
            return hasZero = true;
        }

        if (Count > slots.Length / 4 * 3)
        {
            Grow();
        }

        slots[Find(slots, key)] = key;
        return true;
    }

    /// <summary>Whether a key is in the set.</summary>
    /// <param name="key">The key.</param>
    public bool Contains(UInt128 key) => key == 0 ? hasZero : slots[Find(slots, key)] == key;

    private void Grow()
    {
        var larger = new UInt128[slots.Length * 2];
        foreach (var key in slots)
        {
            if (key != 0)
            {
                larger[Find(larger, key)] = key;
            }
        }

        slots = larger;
    }

    /// <summary>The slot of a key, or the empty one that it would take; empty slots are zero.</summary>
    internal static int Find(UInt128[] slots, UInt128 key)
    {
        int at = (int)(BitOperations.RotateLeft((ulong)key, 17) ^ (ulong)(key >> 64)) & (slots.Length - 1);
        while (slots[at] != 0 && slots[at] != key)
        {
            at = (at + 1) & (slots.Length - 1);
        }

        return at;
    }
}
