using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Answers;

/// <summary>The answer is the letter of one of several options.</summary>
/// <remarks>
/// The rules are those of <c>choice</c>: a stated answer (<c>Answer: B</c>, <c>the answer is (B)</c>, <c>\boxed{B}</c>,
/// <c>B is correct</c>, a text that begins with <c>B</c>, <c>(b)</c> or <c>B. because</c>) outranks letters that are only mentioned,
/// the later counts where it takes the earlier back, and several at once are no answer. Without a statement exactly one letter
/// must stand in the text as a mark (<c>(B)</c>, <c>**B**</c>, <c>option B</c>). A capital that begins a sentence ("A loss") is no
/// mark.
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
