using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace EvalHarness.Scoring.Statements;

/// <summary>Where words end, in scripts with spaces between them and in those without.</summary>
internal static class Scripts
{
    // Scripts that put no space between words, and Korean, whose endings follow a word without one.
    private static readonly UnicodeRange[] Unspaced =
    [
        UnicodeRanges.Thai,
        UnicodeRanges.Lao,
        UnicodeRanges.Tibetan,
        UnicodeRanges.Myanmar,
        UnicodeRanges.Khmer,
        UnicodeRanges.HangulJamo,
        UnicodeRanges.Hiragana,
        UnicodeRanges.Katakana,
        UnicodeRanges.Bopomofo,
        UnicodeRanges.KatakanaPhoneticExtensions,
        UnicodeRanges.CjkUnifiedIdeographsExtensionA,
        UnicodeRanges.CjkUnifiedIdeographs,
        UnicodeRanges.YiSyllables,
        UnicodeRanges.HangulSyllables,
        UnicodeRanges.CjkCompatibilityIdeographs,
    ];

    private static readonly SearchValues<char> UnspacedCharacters = SearchValues.Create(
        string.Concat(
            Unspaced.SelectMany(range => Enumerable.Range(range.FirstCodePoint, range.Length).Select(c => (char)c))
        )
    );

    /// <summary>Whether the character at a place belongs to a script without spaces between words.</summary>
    public static bool IsUnspaced(ReadOnlySpan<char> text, int at) =>
        UnspacedCharacters.Contains(text[at])
        || (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && IsSupplementaryIdeograph(text[at], text[at + 1]));

    /// <summary>Whether a word can end before a place: no word of a script with spaces runs on over it, and no text element.</summary>
    public static bool IsBoundary(string text, int at)
    {
        if (at <= 0 || at >= text.Length)
        {
            return true;
        }

        int before = char.IsLowSurrogate(text[at - 1]) && at > 1 ? at - 2 : at - 1;
        if (char.IsLowSurrogate(text[at]) || IsMark(text, at))
        {
            return false;
        }

        return !IsWordPart(text, before) || !IsWordPart(text, at) || IsUnspaced(text, before) || IsUnspaced(text, at);
    }

    /// <summary>Whether the character at a place is a letter, a digit, or a mark on one.</summary>
    public static bool IsWordPart(string text, int at) => char.IsLetterOrDigit(text, at) || IsMark(text, at);

    private static bool IsMark(string text, int at) =>
        CharUnicodeInfo.GetUnicodeCategory(text, at)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    private static bool IsSupplementaryIdeograph(char high, char low) =>
        char.IsLowSurrogate(low) && char.ConvertToUtf32(high, low) is >= 0x20000 and < 0x40000;
}
