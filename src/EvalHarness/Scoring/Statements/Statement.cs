namespace EvalHarness.Scoring.Statements;

/// <summary>An answer as a text states it somewhere.</summary>
/// <param name="Value">The answer; null where the statement names several.</param>
/// <param name="Rank">How plainly it is stated.</param>
/// <param name="At">Where: an index of words, or of characters, the same for all statements of a text.</param>
/// <param name="Overrides">Whether it takes back what was stated before.</param>
internal readonly record struct Statement(string? Value, StatementRank Rank, int At, bool Overrides = false);

/// <summary>How plainly an answer is stated: more outranks less, wherever it stands.</summary>
internal enum StatementRank
{
    /// <summary>In a sentence that announces an answer, further on: "The answer, most would say, is rather B".</summary>
    Indirect,

    /// <summary>Behind the announcement, or as the text's own beginning: "Answer: B", "B, because".</summary>
    Plain,

    /// <summary>The same, as a conclusion: "So the answer is B".</summary>
    Concluding,

    /// <summary>As the last word, or where the answer is asked for: "Final answer: B", a box, a key of JSON, the first line.</summary>
    Final,
}
