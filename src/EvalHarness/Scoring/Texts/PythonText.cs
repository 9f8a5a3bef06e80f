using System.Globalization;
using System.Text;

namespace EvalHarness.Scoring.Texts;

/// <summary>Case, whitespace and code points as Python's str sees them, for the scorers that are Python programs.</summary>
internal static class PythonText
{
    /// <summary>Whitespace of str.split: Unicode's, and the four separators from U+001C.</summary>
    public static bool IsSpace(char c) =>
        c == ' ' || (c is >= '\t' and <= '\r') || (c is >= '\x1c' and <= '\x1f') || (c > '~' && char.IsWhiteSpace(c));

    /// <summary>str.rstrip.</summary>
    public static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && IsSpace(text[^1]))
        {
            text = text[..^1];
        }
        return text;
    }

    /// <summary>The next word of a text from a position, which moves behind it; empty at the end.</summary>
    public static ReadOnlySpan<char> Next(ReadOnlySpan<char> text, ref int position)
    {
        while (position < text.Length && IsSpace(text[position]))
        {
            position++;
        }
        int start = position;
        while (position < text.Length && !IsSpace(text[position]))
        {
            position++;
        }
        return text[start..position];
    }

    /// <summary>str.split.</summary>
    public static List<string> Split(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        int position = 0;
        for (var word = Next(text, ref position); !word.IsEmpty; word = Next(text, ref position))
        {
            words.Add(word.ToString());
        }
        return words;
    }

    /// <summary>The code points of a text, with or without its whitespace.</summary>
    public static int[] CodePoints(ReadOnlySpan<char> text, bool withSpaces = true)
    {
        int[] points = new int[text.Length];
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                points[count++] = char.ConvertToUtf32(c, text[++i]);
            }
            else if (withSpaces || !IsSpace(c))
            {
                points[count++] = c;
            }
        }
        return count == points.Length ? points : points[..count];
    }

    /// <summary>str.lower: one code point at a time, but for the two that depend on more than themselves.</summary>
    public static string Lower(string text)
    {
        string lower = text.ToLowerInvariant();
        if (text.AsSpan().IndexOfAny('\u0130', '\u03a3') < 0)
        {
            return lower;
        }
        var special = new StringBuilder(lower.Length + 1);
        for (int i = 0; i < text.Length; i++)
        {
            _ = text[i] switch
            {
                '\u0130' => special.Append("i\u0307"),
                '\u03a3' => special.Append(IsFinal(text, i) ? '\u03c2' : '\u03c3'),
                _ => special.Append(lower[i]),
            };
        }
        return special.ToString();
    }

    // Capital sigma ends a word (Unicode 3.13, Final_Sigma): a cased letter before it and none after.
    private static bool IsFinal(string text, int at)
    {
        int before = at - 1;
        while (before >= 0 && IsIgnorable(text[before]))
        {
            before--;
        }
        int after = at + 1;
        while (after < text.Length && IsIgnorable(text[after]))
        {
            after++;
        }
        return before >= 0 && IsCased(text[before]) && !(after < text.Length && IsCased(text[after]));
    }

    private static bool IsCased(char c) =>
        char.GetUnicodeCategory(c)
            is UnicodeCategory.UppercaseLetter
                or UnicodeCategory.LowercaseLetter
                or UnicodeCategory.TitlecaseLetter;

    private static bool IsIgnorable(char c) =>
        c is '\'' or '.' or ':' or '^' or '`' or '\u00ad' or '\u00b7' or '\u2019'
        || char.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.Format
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.ModifierSymbol;
}
