namespace EvalHarness.Decisions.Verdicts;

/// <summary>The five things that can be done next.</summary>
public enum VerdictAction
{
    /// <summary>Stay with the incumbent.</summary>
    Stop,

    /// <summary>Take the option that the verdict names.</summary>
    Go,

    /// <summary>Build a small one first.</summary>
    PilotFirst,

    /// <summary>Measure a parameter first.</summary>
    MeasureFirst,

    /// <summary>Answer more evaluation samples first.</summary>
    CollectMore,
}
