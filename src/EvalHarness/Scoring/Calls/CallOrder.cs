namespace EvalHarness.Scoring.Calls;

/// <summary>Whether the order of several calls counts.</summary>
public enum CallOrder
{
    /// <summary>It does not: calls side by side (default).</summary>
    Any,

    /// <summary>It does: the first call must be the first of the target, and so on.</summary>
    Kept,
}
