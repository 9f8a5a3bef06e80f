using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using EvalHarness.Core;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Scoring.Answers;

/// <summary>What becomes of the case of an extracted answer.</summary>
public enum ExtractedCase
{
    /// <summary>It stays (default).</summary>
    Kept,

    /// <summary>Small letters.</summary>
    Lower,

    /// <summary>Capital letters.</summary>
    Upper,
}

/// <summary>
/// The answer is the response letter for letter, or what a pattern finds in it, as filters of lm-evaluation-harness leave it: nothing is understood, and the
/// thought of a reasoning model is a part of it.
/// </summary>
/// <remarks>
/// Equal to the filters <c>regex</c>, <c>lowercase</c>, <c>uppercase</c> and <c>remove_whitespace</c>, in this order, of lm-evaluation-harness 0.4.9, but that a response in which the
/// pattern finds nothing has no answer, where the harness gives a text for it.
/// </remarks>
/// <param name="Pattern">Regular expression of .NET; of its matches the text of the first group that is not empty counts, or the match where it has no groups. The whole response by default.</param>
/// <param name="Select">Which match counts, from 0, or from the end with -1; 0 by default.</param>
/// <param name="Case">What becomes of its case; <c>kept</c> by default.</param>
/// <param name="Trim">Whether white space at its ends is dropped, as it always is from what a pattern finds; false by default.</param>
[Keyword("extract")]
public sealed record ExtractAnswer(
    [StringSyntax(StringSyntaxAttribute.Regex)] string? Pattern = null,
    int Select = 0,
    ExtractedCase Case = ExtractedCase.Kept,
    bool Trim = false
) : IAnswerFormat
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Regex? regex = Pattern is null ? null : Compile(Pattern);

    /// <inheritdoc/>
    public Answer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string? found = regex is null ? text : Find(regex, text);
        if (string.IsNullOrEmpty(found))
        {
            return Answer.None(regex is null ? "no text" : "the pattern does not match");
        }

        string cased = Case switch
        {
            ExtractedCase.Kept => found,
            ExtractedCase.Lower => PythonText.Lower(found),
            ExtractedCase.Upper => found.ToUpperInvariant(),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        string answer = Trim ? Strip(cased) : cased;
        return answer.Length == 0 ? Answer.None("no text") : new Answer(answer);
    }

    private string? Find(Regex pattern, string text)
    {
        Match[] matches = [.. pattern.Matches(text).Cast<Match>()];
        int place = Select < 0 ? matches.Length + Select : Select;
        if (place < 0 || place >= matches.Length)
        {
            return null;
        }

        var groups = matches[place].Groups;
        string? found =
            groups.Count == 1
                ? groups[0].Value
                : groups.Values.Skip(1).Select(one => one.Value).FirstOrDefault(one => one.Length > 0);
        return found is null ? null : Strip(found);
    }

    private static string Strip(string text)
    {
        int start = 0;
        while (start < text.Length && PythonText.IsSpace(text[start]))
        {
            start++;
        }

        return PythonText.TrimEnd(text.AsSpan(start)).ToString();
    }

    private static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, Patience);
        }
        catch (RegexParseException e)
        {
            throw new ArgumentException(e.Message, nameof(pattern), e);
        }
    }
}
