namespace EvalHarness.Decisions.Verdicts;

/// <summary>What to do next.</summary>
public enum VerdictAction
{
    /// <summary>Stay with the incumbent.</summary>
    Stop,

    /// <summary>Take the option.</summary>
    Go,

    /// <summary>Build a small one first.</summary>
    PilotFirst,

    /// <summary>Measure a parameter first.</summary>
    MeasureFirst,

    /// <summary>Answer more evaluation samples first.</summary>
    CollectMore,
}
