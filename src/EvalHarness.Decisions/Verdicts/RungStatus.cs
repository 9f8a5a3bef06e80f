namespace EvalHarness.Decisions.Verdicts;

/// <summary>Whether a reasonable buyer would ever choose an option.</summary>
public enum RungStatus
{
    /// <summary>For some price of a right answer it is the best.</summary>
    Frontier,

    /// <summary>Another is as cheap and as good.</summary>
    Dominated,

    /// <summary>A mix of two others is as cheap and better.</summary>
    ExtendedlyDominated,
}
