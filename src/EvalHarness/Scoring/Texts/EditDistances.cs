namespace EvalHarness.Scoring.Texts;

/// <summary>
/// Edit distances and similarities of two strings in Unicode code points. Held against NLTK 3.8 (nltk.metrics.distance).
/// </summary>
internal static class EditDistances
{
    /// <summary>
    /// Least number of insertions, deletions and substitutions. Source: Levenshtein, "Binary codes capable of correcting
    /// deletions, insertions and reversals", 1966.
    /// </summary>
    public static int Levenshtein(string a, string b) => Distance(PythonText.CodePoints(a), PythonText.CodePoints(b));

    /// <summary>The same in UTF-16 code units, as programs in JavaScript count.</summary>
    public static int CodeUnits(string a, string b) =>
        Distance([.. a.Select(unit => (int)unit)], [.. b.Select(unit => (int)unit)]);

    /// <summary>One minus the Levenshtein distance over the longer length, in [0, 1]; 1 for two empty strings.</summary>
    public static double Similarity(string a, string b)
    {
        int[] left = PythonText.CodePoints(a);
        int[] right = PythonText.CodePoints(b);
        int longer = Math.Max(left.Length, right.Length);
        return longer > 0 ? 1 - ((double)Distance(left, right) / longer) : 1;
    }

    /// <summary>
    /// Least number of insertions, deletions, substitutions and swaps of neighbours, no part edited twice (optimal string
    /// alignment). Source: Damerau, "A technique for computer detection and correction of spelling errors", 1964,
    /// 10.1145/363958.363994.
    /// </summary>
    public static int OptimalStringAlignment(string a, string b)
    {
        int[] left = PythonText.CodePoints(a);
        int[] right = PythonText.CodePoints(b);
        int[] beforeLast = new int[right.Length + 1];
        int[] last = [.. Enumerable.Range(0, right.Length + 1)];
        int[] row = new int[right.Length + 1];
        for (int i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int cost = left[i - 1] == right[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + cost);
                bool swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                row[j] = swapped ? Math.Min(row[j], beforeLast[j - 2] + 1) : row[j];
            }
            (beforeLast, last, row) = (last, row, beforeLast);
        }
        return last[right.Length];
    }

    /// <summary>
    /// Jaro's similarity in [0, 1]. Source: Jaro, "Advances in Record-Linkage Methodology", 1989,
    /// 10.1080/01621459.1989.10478785. As in NLTK, strings of one code point match nothing (the window is empty), and two
    /// empty strings score 0.
    /// </summary>
    public static double Jaro(string a, string b)
    {
        int[] left = PythonText.CodePoints(a);
        int[] right = PythonText.CodePoints(b);
        int window = (Math.Max(left.Length, right.Length) / 2) - 1;
        bool[] taken = new bool[right.Length];
        var matched = new List<int>();
        for (int i = 0; i < left.Length; i++)
        {
            for (int j = Math.Max(0, i - window); j <= Math.Min(i + window, right.Length - 1); j++)
            {
                if (!taken[j] && left[i] == right[j])
                {
                    taken[j] = true;
                    matched.Add(left[i]);
                    break;
                }
            }
        }
        if (matched.Count == 0)
        {
            return 0;
        }
        int moved = 0;
        for (int j = 0, next = 0; j < right.Length; j++)
        {
            moved += taken[j] && right[j] != matched[next++] ? 1 : 0;
        }
        double matches = matched.Count;
        return ((matches / left.Length) + (matches / right.Length) + ((matches - (moved / 2)) / matches)) / 3;
    }

    /// <summary>
    /// Jaro's similarity raised for a common prefix of up to four code points, 0.1 each, whatever the similarity. Source:
    /// Winkler, "String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage", 1990.
    /// </summary>
    public static double JaroWinkler(string a, string b)
    {
        double jaro = Jaro(a, b);
        int prefix = PythonText.CodePoints(a).AsSpan().CommonPrefixLength(PythonText.CodePoints(b));
        return jaro + (Math.Min(4, prefix) * 0.1 * (1 - jaro));
    }

    /// <summary>Edits and reference length in code points, the statistics of the character error rate.</summary>
    public static (int Edits, int Length) Characters(string hypothesis, string reference)
    {
        int[] other = PythonText.CodePoints(reference);
        return (Distance(PythonText.CodePoints(hypothesis), other), other.Length);
    }

    /// <summary>Edits and reference length in whitespace-separated words, the statistics of the word error rate.</summary>
    public static (int Edits, int Length) WholeWords(string hypothesis, string reference)
    {
        var vocabulary = new Vocabulary();
        int[] other = vocabulary.Encode(reference);
        return (Distance(vocabulary.Encode(hypothesis), other), other.Length);
    }

    private static int Distance(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        int prefix = left.CommonPrefixLength(right);
        left = left[prefix..];
        right = right[prefix..];
        int[] row = new int[right.Length + 1];
        for (int j = 0; j < row.Length; j++)
        {
            row[j] = j;
        }
        for (int i = 0; i < left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 1; j < row.Length; j++)
            {
                int substituted = diagonal + (left[i] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, substituted);
            }
        }
        return row[^1];
    }
}
