using System.Runtime.InteropServices;

namespace EvalHarness.Scoring.Texts;

/// <summary>
/// Counts common n-grams of integer sequences. An n-gram is the pair of its (n-1)-gram and its last symbol, so each order is
/// one pass over a small hash table; a prefix that matched nowhere is not looked at again.
/// </summary>
internal static class NGrams
{
    /// <summary>
    /// For each order 1, 2, ...: the sum over distinct n-grams of the smaller of the count in the hypothesis and the largest
    /// count in one reference ("clipped" matches).
    /// </summary>
    public static void Match(ReadOnlySpan<int> hypothesis, ReadOnlySpan<int[]> references, Span<int> matches)
    {
        matches.Clear();
        int length = hypothesis.Length;
        int[] ids = new int[length];
        int[] counts = new int[length];
        int[] best = new int[length];
        int[] found = new int[length];
        int[][] places = new int[references.Length][];
        for (int r = 0; r < places.Length; r++)
        {
            places[r] = new int[references[r].Length];
        }
        var table = new PairTable(length);
        for (int order = 1; order <= Math.Min(matches.Length, length); order++)
        {
            Number(table, hypothesis, ids, order, counts);
            best.AsSpan().Clear();
            for (int r = 0; r < references.Length; r++)
            {
                Find(table, references[r], places[r], order, found);
                for (int id = 0; id < table.Count; id++)
                {
                    best[id] = Math.Max(best[id], found[id]);
                }
            }
            int sum = Clipped(counts.AsSpan(0, table.Count), best);
            if (sum == 0)
            {
                return;
            }
            matches[order - 1] = sum;
            for (int i = 0; i <= length - order; i++)
            {
                ids[i] = ids[i] >= 0 && best[ids[i]] == 0 ? -1 : ids[i];
            }
        }
    }

    /// <summary>Clipped matches with one reference.</summary>
    public static void Match(ReadOnlySpan<int> hypothesis, int[] reference, Span<int> matches) =>
        Match(hypothesis, MemoryMarshal.CreateReadOnlySpan(ref reference, 1), matches);

    /// <summary>Number of n-grams of that order in a sequence of that length.</summary>
    public static int Total(int length, int order) => Math.Max(0, length - order + 1);

    private static void Number(PairTable table, ReadOnlySpan<int> hypothesis, int[] ids, int order, Span<int> counts)
    {
        table.Clear();
        counts.Clear();
        for (int i = 0; i <= hypothesis.Length - order; i++)
        {
            ids[i] = ids[i] < 0 ? -1 : table.Add(ids[i], hypothesis[i + order - 1]);
            if (ids[i] >= 0)
            {
                counts[ids[i]]++;
            }
        }
    }

    private static int Clipped(ReadOnlySpan<int> counts, ReadOnlySpan<int> best)
    {
        int sum = 0;
        for (int id = 0; id < counts.Length; id++)
        {
            sum += Math.Min(counts[id], best[id]);
        }
        return sum;
    }

    private static void Find(PairTable table, int[] reference, int[] places, int order, Span<int> found)
    {
        found.Clear();
        for (int i = 0; i <= reference.Length - order; i++)
        {
            places[i] = places[i] < 0 ? -1 : table.Find(places[i], reference[i + order - 1]);
            if (places[i] >= 0)
            {
                found[places[i]]++;
            }
        }
    }
}
