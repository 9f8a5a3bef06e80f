using System.Collections.Immutable;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Answers;

/// <summary>The answer is the letter of one of several options.</summary>
/// <remarks>
/// The first rule that applies decides: the text begins with the letter, alone or as a list mark (<c>B</c>, <c>(b)</c>,
/// <c>B. because</c>); the last <c>\boxed{B}</c>; the letter behind the last <c>answer</c>, <c>option</c> or <c>choice</c>
/// (<c>the answer is (B)</c>); exactly one letter stands in the text as a mark (<c>(B)</c>, <c>**B**</c>, <c>B)</c>, <c>B.</c>).
/// Otherwise there is no answer. A capital that begins a sentence ("A loss") is no mark.
/// </remarks>
/// <param name="Letters">The letters, in order; <c>ABCD</c> by default.</param>
[Keyword("letter")]
public sealed partial record LetterAnswer(string Letters = "ABCD") : IAnswerFormat
{
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
        if (Said.Of(text)?.Trim() is not { } said)
        {
            return Answer.None(Said.Unfinished);
        }

        if (said.Length == 0)
        {
            return Answer.None("no text");
        }

        string? letter = First(Beginning(), said) ?? Last(Boxed(), said) ?? Last(Marked(), said);
        if (letter is not null)
        {
            return new Answer(letter);
        }

        var named = All(Mark(), said).Distinct(StringComparer.Ordinal).ToList();
        return named.Count switch
        {
            0 => Answer.None("no letter named"),
            1 => new Answer(named[0]),
            _ => Answer.None("several letters named"),
        };
    }

    /// <inheritdoc/>
    public string Canonical(string target) => Parse(target).Value ?? target;

    private string? First(Regex pattern, string text) => All(pattern, text).FirstOrDefault();

    private string? Last(Regex pattern, string text) => All(pattern, text).LastOrDefault();

    private IEnumerable<string> All(Regex pattern, string text) =>
        pattern
            .Matches(text)
            .Select(m => m.Groups["l"].Value.ToUpperInvariant())
            .Where(l => Letters.Contains(l, StringComparison.Ordinal));

    [GeneratedRegex(@"^[\s*_`""'(\[]*(?<l>[A-Za-z])(?:[\s*_`""')\].:,;]*$|[*_`""']*[)\].:,;][*_`""']*\s|[*_`]*\r?\n)")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"\\boxed\{\s*(?:\\text\{)?\(?(?<l>[A-Za-z])\b")]
    private static partial Regex Boxed();

    [GeneratedRegex(
        @"\b(?i:answer|option|choice)\b[\s*_`""':=]*(?:(?i:is|would be|should be)\b[\s*_`""':]*)?(?:(?i:option|choice|letter)\b[\s*_`""':]*)?(?:\((?<l>[A-Za-z])\)|(?<l>[A-Z])(?![A-Za-z'’]))"
    )]
    private static partial Regex Marked();

    [GeneratedRegex(@"(?:\((?<l>[A-Z])\)|\*\*(?<l>[A-Z])\*\*|(?<![A-Za-z0-9'’.])(?<l>[A-Z])(?:\)|\.(?:\s|$)))")]
    private static partial Regex Mark();
}
