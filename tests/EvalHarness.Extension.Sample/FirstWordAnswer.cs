using EvalHarness.Core;
using EvalHarness.Scoring;
using Team.Words;

namespace Team.Evals;

/// <summary>The answer is the first word of the response.</summary>
[Keyword("first_word")]
public sealed record FirstWordAnswer : IAnswerFormat
{
    /// <inheritdoc/>
    public Answer Parse(string text) =>
        FirstWord.Of(text) is { } word ? new Answer(word) : Answer.None("no word in it");
}
