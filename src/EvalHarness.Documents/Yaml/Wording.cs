using System.Globalization;
using System.Text;

namespace EvalHarness.Yaml;

/// <summary>Words as messages show them.</summary>
internal static class Wording
{
    private const int MostShown = 40;

    /// <summary>A text from a document in quotes: shortened, on one line, with nothing that a terminal would obey.</summary>
    /// <param name="text">A text that somebody else wrote.</param>
    /// <param name="most">Characters shown at most; paths need more than words do.</param>
    public static string Quote(string text, int most = MostShown)
    {
        var shown = new StringBuilder("'");
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length > most)
            {
                return shown.Append("...'").ToString();
            }

            shown.Append(Escape(rune));
        }

        return shown.Append('\'').ToString();
    }

    /// <summary>The words in a sentence: <c>a, b or c</c>; at most twelve of them.</summary>
    public static string List(IEnumerable<string> words)
    {
        string[] all = words.Order(StringComparer.Ordinal).ToArray();
        return all switch
        {
            [] => "nothing",
            [var only] => only,
            { Length: > 12 } => string.Join(", ", all[..12])
                + string.Create(CultureInfo.InvariantCulture, $" or {all.Length - 12} more"),
            _ => string.Join(", ", all[..^1]) + " or " + all[^1],
        };
    }

    private static string Escape(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            ? rune.Value switch
            {
                '\n' => "\\n",
                '\t' => "\\t",
                _ => string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
            }
            : rune.ToString();
}
