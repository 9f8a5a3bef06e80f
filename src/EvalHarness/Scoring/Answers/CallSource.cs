namespace EvalHarness.Scoring.Answers;

/// <summary>Where calls of tools are read.</summary>
public enum CallSource
{
    /// <summary>The calls that a backend's interface gives, and where there are none, those written in the text (default).</summary>
    Either,

    /// <summary>The calls that a backend's interface gives, alone.</summary>
    Calls,

    /// <summary>Those written in the text, alone.</summary>
    Text,
}
