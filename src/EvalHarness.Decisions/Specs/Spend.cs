namespace EvalHarness.Decisions.Specs;

/// <summary>When a one-off is paid.</summary>
public enum Spend
{
    /// <summary>All of it at the start.</summary>
    Upfront,

    /// <summary>In equal parts over the months until launch.</summary>
    Linear,
}
