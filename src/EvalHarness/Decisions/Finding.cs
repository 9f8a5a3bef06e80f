namespace EvalHarness.Decisions;

/// <summary>Something that a reader must know before believing the numbers.</summary>
/// <param name="Severity">What follows from it.</param>
/// <param name="Code">A short name for the rule.</param>
/// <param name="Subject">The option or parameter that is meant; empty for the whole decision.</param>
/// <param name="Message">What was found, and what would mend it.</param>
public sealed record Finding(FindingSeverity Severity, string Code, string Subject, string Message);

/// <summary>What follows from a finding.</summary>
public enum FindingSeverity
{
    /// <summary>Good to know.</summary>
    Note,

    /// <summary>The numbers may deceive.</summary>
    Warning,

    /// <summary>Numbers are shown, but no verdict is given.</summary>
    Refusal,

    /// <summary>Nothing can be computed.</summary>
    Invalid,
}
