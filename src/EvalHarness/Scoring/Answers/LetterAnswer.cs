using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Answers;

/// <summary>The answer is the letter of one of several options.</summary>
/// <remarks>
/// The rules are those of <c>choice</c>; what differs is which letters are named. A letter alone is one where something marks it
/// (<c>(B)</c>, <c>**B**</c>, <c>option B</c>, <c>B)</c>) or stands before it that leads to an answer or ends a clause; other capitals
/// and small letters count only behind a marker. A, E, I, O, U, Y and small letters before a word of a sentence (<c>A loss</c>), parts of
/// formulas (<c>B = 3</c>) and of hyphened words are none.
/// </remarks>
/// <param name="Letters">The letters, in order; <c>ABCD</c> by default.</param>
/// <param name="Markers">Words that announce the answer, besides those known of some thirty languages; none by default.</param>
[Keyword("letter")]
public sealed record LetterAnswer(string Letters = "ABCD", ImmutableArray<string>? Markers = null) : IAnswerFormat
{
    private readonly Lexicon lexicon = Lexicon.With([.. Markers ?? []]);

    /// <summary>The letters that are an answer, distinct, in upper case, in the order of the options.</summary>
    public string Letters { get; } =
        Letters.Length > 0
        && Letters.All(char.IsAsciiLetter)
        && Letters.ToUpperInvariant().Distinct().Count() == Letters.Length
            ? Letters.ToUpperInvariant()
            : throw new ArgumentException("found something other than distinct letters", nameof(Letters));

    /// <inheritdoc/>
    public ImmutableArray<string> Labels => [.. Letters.Select(l => l.ToString())];

    /// <inheritdoc/>
    public Answer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var finder = new LetterFinder(Letters);
        return new LabelAnswer(finder.Exact, finder.In, lexicon, "letter").Read(text);
    }

    /// <inheritdoc/>
    public string Canonical(string target) => Parse(target).Value ?? target;
}
