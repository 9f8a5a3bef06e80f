namespace EvalHarness.Logs;

/// <summary>Numbers for 128-bit keys in the order in which they were added, in flat memory.</summary>
internal sealed class KeyMap
{
    private UInt128[] keys = new UInt128[1024];
    private int[] numbers = new int[1024];

    /// <summary>Number of keys.</summary>
    public int Count { get; private set; }

    /// <summary>Gives a key the next number.</summary>
    /// <param name="key">A key whose bits are well mixed, such as a hash; not zero.</param>
    /// <returns>False when it has one already.</returns>
    public bool Add(UInt128 key)
    {
        if (Count > keys.Length / 4 * 3)
        {
            Grow();
        }

        int at = KeySet.Find(keys, key);
        if (keys[at] == key)
        {
            return false;
        }

        (keys[at], numbers[at]) = (key, Count++);
        return true;
    }

    /// <summary>The number of a key; -1 when it has none.</summary>
    /// <param name="key">The key.</param>
    public int Find(UInt128 key)
    {
        int at = KeySet.Find(keys, key);
        return keys[at] == key ? numbers[at] : -1;
    }

    private void Grow()
    {
        var (oldKeys, oldNumbers) = (keys, numbers);
        (keys, numbers) = (new UInt128[oldKeys.Length * 2], new int[oldKeys.Length * 2]);
        for (int i = 0; i < oldKeys.Length; i++)
        {
            if (oldKeys[i] == 0)
            {
                continue;
            }

            int at = KeySet.Find(keys, oldKeys[i]);
            (keys[at], numbers[at]) = (oldKeys[i], oldNumbers[i]);
        }
    }
}
