using System.Globalization;
using System.Text;

namespace EvalHarness.Scoring.Texts;

/// <summary>How BLEU cuts text into words; the names are sacrebleu's.</summary>
internal enum BleuTokenization
{
    /// <summary>13a, as mteval-v13a.pl of the WMT: western punctuation apart, numbers whole. The default.</summary>
    V13a,

    /// <summary>intl, as mteval-v14.pl: Unicode punctuation and symbols apart.</summary>
    Intl,

    /// <summary>char: each code point but whitespace a word.</summary>
    Char,

    /// <summary>none: words as whitespace separates them.</summary>
    None,
}

/// <summary>The tokenizers of sacrebleu 2.6.0.</summary>
internal static class BleuTokenizer
{
    /// <summary>The numbers of the tokens of a text.</summary>
    public static int[] Encode(string text, BleuTokenization tokenization, bool lowercase, Vocabulary vocabulary)
    {
        string line = lowercase ? PythonText.Lower(text) : text;
        var trimmed = PythonText.TrimEnd(line);
        switch (tokenization)
        {
            case BleuTokenization.V13a:
                line = trimmed.Length == line.Length ? line : trimmed.ToString();
                return vocabulary.Encode(V13a(line).Span);
            case BleuTokenization.Intl:
                return vocabulary.Encode(Intl(trimmed));
            case BleuTokenization.Char:
                return PythonText.CodePoints(trimmed, withSpaces: false);
            default:
                return vocabulary.Encode(trimmed);
        }
    }

    private static CharBuffer V13a(string line)
    {
        if (line.Contains('\n') || line.Contains('<'))
        {
            line = line.Replace("<skipped>", "", StringComparison.Ordinal)
                .Replace("-\n", "", StringComparison.Ordinal)
                .Replace('\n', ' ');
        }
        var spare = new CharBuffer((2 * line.Length) + 16);
        var text = new CharBuffer((2 * line.Length) + 16);
        Western.PadSymbols($" {Western.Unescape(line)} ", text);
        return Western.SplitStops(text, spare);
    }

    private static string Intl(ReadOnlySpan<char> line)
    {
        var runes = new List<Rune>(line.Length);
        foreach (var rune in line.EnumerateRunes())
        {
            runes.Add(rune);
        }
        runes = SplitPairs(runes, static (a, b) => !IsNumber(a) && IsPunctuation(b), padFirst: false);
        runes = SplitPairs(runes, static (a, b) => IsPunctuation(a) && !IsNumber(b), padFirst: true);
        var text = new StringBuilder(line.Length * 2);
        foreach (var rune in runes)
        {
            text.Append(IsSymbol(rune) ? $" {rune} " : rune.ToString());
        }
        return text.ToString();
    }

    private static List<Rune> SplitPairs(List<Rune> text, Func<Rune, Rune, bool> splits, bool padFirst)
    {
        var space = new Rune(' ');
        var to = new List<Rune>(text.Count * 2);
        for (int i = 0; i < text.Count; i++)
        {
            if (i + 1 < text.Count && splits(text[i], text[i + 1]))
            {
                to.AddRange(padFirst ? [space, text[i], space, text[i + 1]] : [text[i], space, text[i + 1], space]);
                i++;
            }
            else
            {
                to.Add(text[i]);
            }
        }
        return to;
    }

    private static bool IsNumber(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.LetterNumber
                or UnicodeCategory.OtherNumber;

    private static bool IsPunctuation(Rune rune) => Rune.IsPunctuation(rune);

    private static bool IsSymbol(Rune rune) => Rune.IsSymbol(rune);
}
