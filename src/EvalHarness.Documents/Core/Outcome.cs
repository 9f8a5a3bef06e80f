namespace EvalHarness.Core;

/// <summary>What became of a planned request: exactly one of these, always.</summary>
public enum Outcome
{
    /// <summary>Planned, but neither answered nor failed: the run stopped first, or its budget ended.</summary>
    NotRun,

    /// <summary>A usable answer.</summary>
    Answered,

    /// <summary>Text came back, but the answer format found no answer in it. Set when scoring.</summary>
    Unparsable,

    /// <summary>No text came back.</summary>
    Empty,

    /// <summary>The text stopped at the token limit before an answer was found in it.</summary>
    Truncated,

    /// <summary>The model declined to answer.</summary>
    Refused,

    /// <summary>A content filter withheld the answer.</summary>
    Filtered,

    /// <summary>The world failed: transport, quota, a broken body, a deadline; after all retries.</summary>
    Failed,
}
