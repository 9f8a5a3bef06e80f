namespace EvalHarness.Models.RuleBooks;

/// <summary>A word of a text.</summary>
/// <param name="Start">Index of its first character in the text.</param>
/// <param name="Length">Number of its characters.</param>
/// <param name="Clause">Number of the clause it stands in.</param>
internal readonly record struct TextWord(int Start, int Length, int Clause)
{
    public int End => Start + Length;
}

/// <summary>Cuts a text into words: runs of letters, digits and what may join them.</summary>
internal static class TextWords
{
    private const string ClauseEnds = ".,;:!?()[]\u2013\u2014\n";

    /// <summary>Adds the words of a text to a list.</summary>
    public static void Find(ReadOnlySpan<char> text, List<TextWord> words)
    {
        int clause = 0;
        for (int i = 0; i < text.Length; )
        {
            if (!IsWord(text, i))
            {
                clause += ClauseEnds.Contains(text[i], StringComparison.Ordinal) ? 1 : 0;
                i++;
                continue;
            }

            int start = i;
            while (i < text.Length && IsWord(text, i))
            {
                i++;
            }

            words.Add(new TextWord(start, i - start, clause));
        }
    }

    /// <summary>Letters and digits; apostrophe, hyphen, ampersand, point and comma between two of them (<c>don't</c>, <c>M&amp;A</c>, <c>1.5</c>).</summary>
    private static bool IsWord(ReadOnlySpan<char> text, int i)
    {
        if (char.IsLetterOrDigit(text[i]) || text[i] == '%' || char.IsSurrogate(text[i]))
        {
            return true;
        }

        if (i == 0 || i + 1 == text.Length)
        {
            return false;
        }

        var (before, after) = (text[i - 1], text[i + 1]);
        return text[i] switch
        {
            '\'' or '\u2019' or '-' or '&' => char.IsLetterOrDigit(before) && char.IsLetterOrDigit(after),
            '.' or ',' => char.IsDigit(before) && char.IsDigit(after),
            _ => false,
        };
    }
}
