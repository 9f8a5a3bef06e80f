namespace EvalHarness.Scoring.Calls;

/// <summary>When two texts among arguments are the same.</summary>
public enum TextEquality
{
    /// <summary>Character for character (default).</summary>
    Exact,

    /// <summary>Without case, spaces and <c>, . / - _ * ^</c>, and with one kind of quotation marks, as the Berkeley Function Calling Leaderboard has it.</summary>
    Loose,
}
