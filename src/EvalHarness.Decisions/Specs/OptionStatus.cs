namespace EvalHarness.Decisions.Specs;

/// <summary>Whether an option runs already.</summary>
public enum OptionStatus
{
    /// <summary>It can be evaluated today.</summary>
    Existing,

    /// <summary>It does not exist yet: only a pilot informs about it.</summary>
    Proposed,
}
