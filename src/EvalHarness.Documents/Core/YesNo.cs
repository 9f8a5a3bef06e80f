namespace EvalHarness.Core;

/// <summary>What somebody declares on a question of yes or no; what nobody declares is unknown, and never yes.</summary>
public enum YesNo
{
    /// <summary>Nobody says.</summary>
    Unknown,

    /// <summary>It is declared to be so.</summary>
    Yes,

    /// <summary>It is declared not to be so.</summary>
    No,
}
