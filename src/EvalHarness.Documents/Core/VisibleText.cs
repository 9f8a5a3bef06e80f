using System.Globalization;
using System.Text;

namespace EvalHarness.Core;

/// <summary>Texts of data and models as a terminal may show them: what it would obey, or what would turn letters round, is seen instead.</summary>
internal static class VisibleText
{
    /// <summary>Characters of an id that a message shows; a whole one stands in the log.</summary>
    public const int LongestId = 80;

    /// <summary>
    /// The text with control characters, escape sequences, marks that change the direction of writing and other characters
    /// without a shape written as <c>\u001b</c>; line ends, tabs and the joiners of emoji and of scripts stay.
    /// </summary>
    /// <param name="text">A text that somebody else wrote.</param>
    public static string Of(string text)
    {
        int first = FirstHidden(text);
        if (first < 0)
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 16);
        shown.Append(text, 0, first);
        foreach (var rune in text.AsSpan(first).EnumerateRunes())
        {
            if (!IsHidden(rune))
            {
                shown.Append(rune.ToString());
            }
            else if (rune.IsBmp)
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            }
            else
            {
                string pair = rune.ToString();
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)pair[0]:x4}\\u{(int)pair[1]:x4}");
            }
        }

        return shown.ToString();
    }

    /// <summary>An id as a message shows it: visible, and cut where it does not end.</summary>
    /// <param name="id">The id.</param>
    public static string Id(string id)
    {
        string shown = Of(id.Length > 2 * LongestId ? id[..(2 * LongestId)] : id).ReplaceLineEndings("\\n");
        if (shown.Length <= LongestId)
        {
            return shown;
        }

        int end = char.IsHighSurrogate(shown[LongestId - 1]) ? LongestId - 1 : LongestId;
        return shown[..end] + "…";
    }

    private static int FirstHidden(string text)
    {
        int at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHidden(rune))
            {
                return at;
            }

            at += rune.Utf16SequenceLength;
        }

        return -1;
    }

    private static bool IsHidden(Rune rune) =>
        rune.Value switch
        {
            '\n' or '\t' or 0x200C or 0x200D => false,
            < 0x20 or 0x7F => true,
            < 0x7F => false,
            _ => Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.Surrogate,
        };
}
