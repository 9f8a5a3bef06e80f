using System.Numerics;

namespace EvalHarness.Scoring.Texts;

/// <summary>Longest common subsequences of integer sequences.</summary>
internal static class CommonSubsequence
{
    /// <summary>
    /// The length, 64 cells of the table at a time. Source: Hyyro, "Bit-Parallel LCS-length Computation Revisited", 2004.
    /// </summary>
    public static int Length(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        int blocks = (first.Length + 63) / 64;
        var open = blocks <= 16 ? stackalloc ulong[blocks] : new ulong[blocks];
        var equal = blocks <= 16 ? stackalloc ulong[blocks] : new ulong[blocks];
        open.Fill(ulong.MaxValue);
        foreach (int symbol in second)
        {
            equal.Clear();
            bool any = false;
            for (int i = 0; i < first.Length; i++)
            {
                if (first[i] == symbol)
                {
                    equal[i >> 6] |= 1UL << (i & 63);
                    any = true;
                }
            }
            ulong carry = 0;
            for (int b = 0; any && b < blocks; b++)
            {
                ulong matched = open[b] & equal[b];
                var sum = (UInt128)open[b] + matched + carry;
                carry = (ulong)(sum >> 64);
                open[b] = (ulong)sum | (open[b] - matched);
            }
        }
        int length = 0;
        for (int b = 0; b < blocks; b++)
        {
            int used = Math.Min(64, first.Length - (64 * b));
            ulong mask = used == 64 ? ulong.MaxValue : (1UL << used) - 1;
            length += BitOperations.PopCount(~open[b] & mask);
        }
        return length;
    }

    /// <summary>
    /// Marks the positions of one longest common subsequence in the first sequence: the one that rouge_score reads out, which
    /// going back steps along the first sequence where both ways are equally long.
    /// </summary>
    public static void Mark(int[] first, int[] second, bool[] marks)
    {
        int width = second.Length + 1;
        int[] table = new int[(first.Length + 1) * width];
        for (int i = 1; i <= first.Length; i++)
        {
            for (int j = 1; j <= second.Length; j++)
            {
                int at = (i * width) + j;
                table[at] =
                    first[i - 1] == second[j - 1]
                        ? table[at - width - 1] + 1
                        : Math.Max(table[at - width], table[at - 1]);
            }
        }
        for (int i = first.Length, j = second.Length; i > 0 && j > 0; )
        {
            int at = (i * width) + j;
            if (first[i - 1] == second[j - 1])
            {
                marks[--i] = true;
                j--;
            }
            else if (table[at - 1] > table[at - width])
            {
                j--;
            }
            else
            {
                i--;
            }
        }
    }
}
