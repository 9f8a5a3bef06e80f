using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace EvalHarness.Scoring.Statements;

/// <summary>A word of a text, and where it stands.</summary>
/// <param name="Text">The word in upper case, its apostrophes straight.</param>
/// <param name="Start">Index of its first character.</param>
/// <param name="End">Index after its last character.</param>
internal readonly record struct Word(string Text, int Start, int End);

/// <summary>
/// Cuts text into words: runs of letters, digits and marks, with apostrophes inside; in scripts without spaces each text
/// element is one, so that what several make is found wherever it stands.
/// </summary>
internal static class Words
{
    private const string Apostrophes = "'’";

    /// <summary>The words of a text, in order.</summary>
    public static ImmutableArray<Word> Of(string text)
    {
        var words = ImmutableArray.CreateBuilder<Word>();
        int at = 0;
        while (at < text.Length)
        {
            int start = at;
            if (IsPart(text, at) && Scripts.IsUnspaced(text, at))
            {
                at += StringInfo.GetNextTextElementLength(text, at);
            }
            else
            {
                while (at < text.Length && Continues(text, start, at))
                {
                    at++;
                }
            }

            if (at > start)
            {
                words.Add(new Word(text[start..at].Replace('’', '\'').ToUpperInvariant(), start, at));
            }
            else
            {
                at++;
            }
        }
        return words.ToImmutable();
    }

    /// <summary>A text as its words alone, in upper case with single spaces between.</summary>
    public static string Join(string text) => string.Join(' ', Of(text).Select(word => word.Text));

    /// <summary>A text with wide, narrow and composed characters as the usual ones; what is no Unicode becomes a mark of it.</summary>
    public static string Usual(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        string valid = text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar)
            ? text
            : string.Concat(text.EnumerateRunes());
        return valid.Normalize(NormalizationForm.FormKC);
    }

    private static bool Continues(string text, int start, int at) =>
        (IsPart(text, at) && !Scripts.IsUnspaced(text, at)) || (at > start && JoinsLetters(text, at));

    private static bool IsPart(string text, int at) => Scripts.IsWordPart(text, at) || char.IsLowSurrogate(text[at]);

    private static bool JoinsLetters(string text, int at) =>
        Apostrophes.Contains(text[at], StringComparison.Ordinal)
        && at + 1 < text.Length
        && char.IsLetter(text[at - 1])
        && char.IsLetter(text[at + 1]);
}
