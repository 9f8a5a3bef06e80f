using System.Buffers;

namespace EvalHarness.Scoring.Texts;

/// <summary>
/// The passes of mteval-v13a and Tercom over western text, each one regular expression of those programs done by hand: a
/// match uses up its characters, and the search goes on behind it.
/// </summary>
internal static class Western
{
    // {-~ [-` space-& (-+ :-@ and /
    private static readonly SearchValues<char> Symbols = SearchValues.Create("{|}~[\\]^_` !\"#$%&()*+:;<=>?@/");

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>Puts spaces round each ASCII symbol but apostrophe, hyphen, full stop and comma.</summary>
    public static void PadSymbols(ReadOnlySpan<char> text, CharBuffer to)
    {
        to.Clear();
        foreach (char c in text)
        {
            if (Symbols.Contains(c))
            {
                to.AddPadded(c);
            }
            else
            {
                to.Add(c);
            }
        }
    }

    /// <summary>Splits full stops and commas off unless a digit stands before, or after; then hyphens behind a digit.</summary>
    public static CharBuffer SplitStops(CharBuffer text, CharBuffer spare)
    {
        if (text.Span.IndexOfAny('.', ',') >= 0)
        {
            AfterNonDigit(text.Span, spare);
            BeforeNonDigit(spare.Span, text);
        }
        if (!text.Span.Contains('-'))
        {
            return text;
        }
        HyphenAfterDigit(text.Span, spare);
        return spare;
    }

    /// <summary>Undoes the four entities that the programs know, in their order.</summary>
    public static string Unescape(string text) =>
        text.Contains('&')
            ? text.Replace("&quot;", "\"", StringComparison.Ordinal)
                .Replace("&amp;", "&", StringComparison.Ordinal)
                .Replace("&lt;", "<", StringComparison.Ordinal)
                .Replace("&gt;", ">", StringComparison.Ordinal)
            : text;

    private static void AfterNonDigit(ReadOnlySpan<char> text, CharBuffer to)
    {
        to.Clear();
        for (int i = 0; i < text.Length; i++)
        {
            to.Add(text[i]);
            if (i + 1 < text.Length && text[i + 1] is '.' or ',' && !Digits.Contains(text[i]))
            {
                to.AddPadded(text[++i]);
            }
        }
    }

    private static void BeforeNonDigit(ReadOnlySpan<char> text, CharBuffer to)
    {
        to.Clear();
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && text[i] is '.' or ',' && !Digits.Contains(text[i + 1]))
            {
                to.AddPadded(text[i++]);
            }
            to.Add(text[i]);
        }
    }

    private static void HyphenAfterDigit(ReadOnlySpan<char> text, CharBuffer to)
    {
        to.Clear();
        for (int i = 0; i < text.Length; i++)
        {
            to.Add(text[i]);
            if (i + 1 < text.Length && text[i + 1] == '-' && Digits.Contains(text[i]))
            {
                to.AddPadded(text[++i]);
            }
        }
    }
}
