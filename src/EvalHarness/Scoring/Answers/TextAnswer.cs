using EvalHarness.Core;
using EvalHarness.Scoring.Statements;

namespace EvalHarness.Scoring.Answers;

/// <summary>What of a text does not count when two texts are compared.</summary>
public enum TextNormalization
{
    /// <summary>White space at both ends (default).</summary>
    Trim,

    /// <summary>The same, and case and the width of white space.</summary>
    Case,

    /// <summary>The same, and ASCII punctuation and English articles, as in SQuAD's own evaluation script (v1.1 and v2.0).</summary>
    Squad,
}

/// <summary>The answer is the text itself, without the thought of a reasoning model.</summary>
/// <param name="Normalize">What does not count; <c>trim</c> by default.</param>
/// <param name="FirstLine">Whether only the first line that is not blank counts; false by default.</param>
[Keyword("text")]
public sealed record TextAnswer(TextNormalization Normalize = TextNormalization.Trim, bool FirstLine = false)
    : IAnswerFormat
{
    /// <inheritdoc/>
    public Answer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Said.Of(text)?.Trim() is not { } trimmed)
        {
            return Answer.None(Said.Unfinished);
        }

        if (FirstLine && trimmed.AsSpan().IndexOfAny('\r', '\n') is var end and >= 0)
        {
            trimmed = trimmed[..end];
        }

        string answer = Canonical(trimmed);
        return answer.Length == 0 ? Answer.None("no text") : new Answer(answer);
    }

    /// <inheritdoc/>
    public string Canonical(string target) =>
        Normalize switch
        {
            TextNormalization.Trim => target.Trim(),
            TextNormalization.Case => NormalText.Spaced(target).ToLowerInvariant(),
            TextNormalization.Squad => NormalText.Squad(target),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
