namespace EvalHarness.Scoring.Statements;

/// <summary>A label named in a text.</summary>
/// <param name="Label">The label.</param>
/// <param name="First">Index of its first word.</param>
/// <param name="Count">Number of its words.</param>
/// <param name="IsWeak">Whether it counts only where an answer is announced: a small "b", a capital that may be a word.</param>
internal readonly record struct Mention(string Label, int First, int Count, bool IsWeak = false)
{
    /// <summary>Index of the word after it.</summary>
    public int End => First + Count;
}

/// <summary>How a label is meant where it is named.</summary>
internal enum Standing
{
    /// <summary>As it stands.</summary>
    Asserted,

    /// <summary>As right: "B is correct".</summary>
    Approved,

    /// <summary>As possible: "could be B".</summary>
    Possible,

    /// <summary>As one that is not meant: "not B", "B is wrong".</summary>
    Denied,

    /// <summary>As a question, a condition or a doubt.</summary>
    Open,
}
