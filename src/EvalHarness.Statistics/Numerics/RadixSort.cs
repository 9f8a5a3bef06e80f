namespace EvalHarness.Statistics.Numerics;

/// <summary>
/// Sorts numbers by the bytes of their bits, in time linear in how many there are; equal ones stay in the order in which they stood.
/// Where the framework's sort is compiled for numbers only once a process runs, and leaves equal ones in any order, this one is compiled ahead.
/// What is no number stands at an end.
/// </summary>
internal static class RadixSort
{
    private const int Bytes = sizeof(ulong);
    private const int Values = 256;

    /// <summary>So few are put in their places one by one.</summary>
    private const int Few = 32;

    /// <summary>Sorts values in their place, growing.</summary>
    public static void Sort(double[] values)
    {
        ulong[] keys = new ulong[values.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = Key(values[i]);
        }

        keys = Sort(keys, []).Keys;
        for (int i = 0; i < keys.Length; i++)
        {
            values[i] = Number(keys[i]);
        }
    }

    /// <summary>Sorts keys in their place, growing, and brings items, one a key, into the same order.</summary>
    public static void Sort(double[] keys, double[] items)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(items.Length, keys.Length);
        int[] order = Order(keys);
        double[] before = [.. items];
        for (int i = 0; i < order.Length; i++)
        {
            items[i] = before[order[i]];
        }
    }

    /// <summary>Sorts keys in their place, growing, and gives the place at which each stood.</summary>
    public static int[] Order(double[] keys)
    {
        ulong[] bits = new ulong[keys.Length];
        int[] order = new int[keys.Length];
        for (int i = 0; i < order.Length; i++)
        {
            // Adding 0 makes the two zeros one: they are equal.
            bits[i] = Key(keys[i] + 0.0);
            order[i] = i;
        }

        order = Sort(bits, order).Order;
        double[] before = [.. keys];
        for (int i = 0; i < order.Length; i++)
        {
            keys[i] = before[order[i]];
        }

        return order;
    }

    /// <summary>Whole numbers in the order of the numbers whose bits they are: all are turned for negative ones, else the sign's.</summary>
    private static ulong Key(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return (ulong)(bits ^ ((bits >> 63) | long.MinValue));
    }

    private static double Number(ulong key)
    {
        long bits = (long)key;
        return BitConverter.Int64BitsToDouble(bits ^ (~(bits >> 63) | long.MinValue));
    }

    private static (ulong[] Keys, int[] Order) Sort(ulong[] keys, int[] order)
    {
        if (keys.Length <= Few)
        {
            Insert(keys, order);
            return (keys, order);
        }

        int[] counts = new int[Bytes * Values];
        foreach (ulong key in keys)
        {
            for (int digit = 0; digit < Bytes; digit++)
            {
                counts[digit * Values + (byte)(key >> (digit * 8))]++;
            }
        }

        (ulong[] nextKeys, int[] nextOrder) = (new ulong[keys.Length], new int[order.Length]);
        for (int digit = 0; digit < Bytes; digit++)
        {
            var places = counts.AsSpan(digit * Values, Values);
            int shift = digit * 8;
            if (places[(byte)(keys[0] >> shift)] == keys.Length)
            {
                continue;
            }

            int before = 0;
            for (int value = 0; value < Values; value++)
            {
                (places[value], before) = (before, before + places[value]);
            }

            for (int i = 0; i < keys.Length; i++)
            {
                int place = places[(byte)(keys[i] >> shift)]++;
                nextKeys[place] = keys[i];
                if (order.Length > 0)
                {
                    nextOrder[place] = order[i];
                }
            }

            (keys, nextKeys) = (nextKeys, keys);
            (order, nextOrder) = (nextOrder, order);
        }

        return (keys, order);
    }

    private static void Insert(ulong[] keys, int[] order)
    {
        for (int i = 1; i < keys.Length; i++)
        {
            ulong key = keys[i];
            int item = order.Length > 0 ? order[i] : 0;
            int place = i;
            for (; place > 0 && keys[place - 1] > key; place--)
            {
                keys[place] = keys[place - 1];
                if (order.Length > 0)
                {
                    order[place] = order[place - 1];
                }
            }

            keys[place] = key;
            if (order.Length > 0)
            {
                order[place] = item;
            }
        }
    }
}
