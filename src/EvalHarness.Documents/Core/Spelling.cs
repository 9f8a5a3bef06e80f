namespace EvalHarness.Core;

/// <summary>Finds the word that somebody probably meant.</summary>
public static class Spelling
{
    /// <summary>
    /// The candidate nearest to a word by edit distance (insertions, deletions, substitutions and swaps of neighbours,
    /// ignoring case); null when none is nearer than a third of the longer word. Of equally near ones, the first.
    /// </summary>
    /// <param name="word">The word as it was written.</param>
    /// <param name="candidates">The words that would have been right.</param>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(candidates);
        string? nearest = null;
        int least = int.MaxValue;
        foreach (string candidate in candidates)
        {
            int allowed = Math.Max(1, Math.Max(word.Length, candidate.Length) / 3);
            if (Math.Abs(word.Length - candidate.Length) > allowed || candidate.Length > 256)
            {
                continue;
            }

            int distance = Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance <= allowed && distance < least)
            {
                (nearest, least) = (candidate, distance);
            }
        }
        return nearest;
    }

    // Optimal string alignment: three rows are enough.
    private static int Distance(string a, string b)
    {
        var (before, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (int j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }
            (before, last, row) = (last, row, before);
        }
        return last[b.Length];
    }
}
