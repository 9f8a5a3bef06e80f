using System.Collections.Immutable;
using System.Text;

namespace EvalHarness.Scoring.Answers;

/// <summary>A word of a text, and where it stands.</summary>
/// <param name="Text">The word in upper case, its apostrophes straight.</param>
/// <param name="Start">Index of its first character.</param>
/// <param name="End">Index after its last character.</param>
internal readonly record struct Word(string Text, int Start, int End);

/// <summary>Cuts text into words: runs of letters, digits and marks, with apostrophes inside.</summary>
internal static class AnswerWords
{
    private const string Apostrophes = "'’";

    /// <summary>The words of a text, in order.</summary>
    public static ImmutableArray<Word> Of(string text)
    {
        var words = ImmutableArray.CreateBuilder<Word>();
        for (int at = 0; at < text.Length; at++)
        {
            int start = at;
            while (at < text.Length && (IsLetter(text, at) || (at > start && JoinsLetters(text, at))))
            {
                at++;
            }

            if (at > start)
            {
                words.Add(new Word(text[start..at].Replace('’', '\'').ToUpperInvariant(), start, at));
            }
        }
        return words.ToImmutable();
    }

    /// <summary>A text as its words alone, in upper case with single spaces between.</summary>
    public static string Join(string text)
    {
        var joined = new StringBuilder();
        foreach (var word in Of(text))
        {
            joined.Append(joined.Length == 0 ? "" : " ").Append(word.Text);
        }

        return joined.ToString();
    }

    private static bool IsLetter(string text, int at) =>
        char.IsLetterOrDigit(text, at)
        || char.IsLowSurrogate(text[at])
        || char.GetUnicodeCategory(text, at)
            is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static bool JoinsLetters(string text, int at) =>
        Apostrophes.Contains(text[at], StringComparison.Ordinal)
        && at + 1 < text.Length
        && char.IsLetter(text[at - 1])
        && char.IsLetter(text[at + 1]);
}
