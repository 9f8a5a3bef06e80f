using System.Numerics;

namespace EvalHarness.Scoring.Texts;

/// <summary>Numbers pairs of non-negative integers from 0: open addressing, at most half full.</summary>
internal sealed class PairTable
{
    private readonly ulong[] keys;
    private readonly int[] values;
    private readonly int shift;

    public PairTable(int capacity)
    {
        int bits = Math.Max(3, 65 - BitOperations.LeadingZeroCount((ulong)capacity));
        shift = 64 - bits;
        keys = new ulong[1 << bits];
        values = new int[1 << bits];
    }

    public int Count { get; private set; }

    public void Clear()
    {
        keys.AsSpan().Clear();
        Count = 0;
    }

    public int Add(int prefix, int symbol)
    {
        ref int value = ref values[Slot(prefix, symbol, out bool isNew)];
        if (isNew)
        {
            value = Count++;
        }
        return value;
    }

    public int Find(int prefix, int symbol)
    {
        ulong key = Key(prefix, symbol);
        int slot = Start(key);
        while (keys[slot] != key)
        {
            if (keys[slot] == 0)
            {
                return -1;
            }
            slot = (slot + 1) & (keys.Length - 1);
        }
        return values[slot];
    }

    private int Slot(int prefix, int symbol, out bool isNew)
    {
        ulong key = Key(prefix, symbol);
        int slot = Start(key);
        while (keys[slot] != key && keys[slot] != 0)
        {
            slot = (slot + 1) & (keys.Length - 1);
        }
        isNew = keys[slot] == 0;
        keys[slot] = key;
        return slot;
    }

    // Never 0, which marks a free slot.
    private static ulong Key(int prefix, int symbol) => ((ulong)(uint)prefix << 32) + (uint)symbol + 1;

    // Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4).
    private int Start(ulong key) => (int)((key * 11400714819323198485UL) >> shift);
}
