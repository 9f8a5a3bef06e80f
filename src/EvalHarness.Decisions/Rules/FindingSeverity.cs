namespace EvalHarness.Decisions.Rules;

/// <summary>What follows from a finding.</summary>
public enum FindingSeverity
{
    /// <summary>Good to know; nothing follows from it.</summary>
    Note,

    /// <summary>The numbers may deceive.</summary>
    Warning,

    /// <summary>Numbers are shown, but no verdict is given.</summary>
    Refusal,

    /// <summary>Nothing can be computed: the decision is no decision as it was written.</summary>
    Invalid,
}
