using System.Globalization;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Texts;

/// <summary>Words and characters of any script, and what of a text tokenizers of one script lose.</summary>
internal static class UnicodeWords
{
    /// <summary>The numbers of the words of a text: runs of letters, digits and marks; characters in scripts without spaces.</summary>
    public static int[] Encode(string text, bool stem, Vocabulary vocabulary)
    {
        string usual = Words.Usual(text);
        var words = Words.Of(usual);
        int[] encoded = new int[words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i].Text.ToLowerInvariant();
            encoded[i] = vocabulary.Id(stem && word.Length > 3 ? PorterStemmer.Stem(word) : word);
        }
        return encoded;
    }

    /// <summary>The numbers of the characters of a text but its white space; a character is what a reader takes for one.</summary>
    public static int[] Characters(string text, Vocabulary vocabulary)
    {
        string lower = Words.Usual(text).ToLowerInvariant();
        var encoded = new List<int>(lower.Length);
        for (int at = 0; at < lower.Length; )
        {
            int length = StringInfo.GetNextTextElementLength(lower, at);
            if (!char.IsWhiteSpace(lower[at]))
            {
                encoded.Add(vocabulary.Id(lower.AsSpan(at, length)));
            }
            at += length;
        }
        return [.. encoded];
    }

    /// <summary>Whether more than half of a text's letters and digits are outside a to z and 0 to 9.</summary>
    public static bool AreMostlyForeign(string text) => Share(text, static c => !char.IsAsciiLetterOrDigit(c)) > 0.5;

    /// <summary>Whether more than half of a text's letters and digits are of scripts without spaces between words.</summary>
    public static bool AreMostlyUnspaced(string text) => Share(text, static c => Scripts.IsUnspaced([c], 0)) > 0.5;

    private static double Share(string text, Predicate<char> isCounted)
    {
        int all = 0;
        int counted = 0;
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                all++;
                counted += isCounted(c) ? 1 : 0;
            }
        }
        return all == 0 ? 0 : (double)counted / all;
    }
}
