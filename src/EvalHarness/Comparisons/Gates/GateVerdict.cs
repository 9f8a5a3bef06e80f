namespace EvalHarness.Comparisons.Gates;

/// <summary>What the data say about a gate.</summary>
public enum GateVerdict
{
    /// <summary>That the gate is violated is rejected.</summary>
    Pass,

    /// <summary>That the gate holds is rejected.</summary>
    Fail,

    /// <summary>Neither is rejected: more samples are needed.</summary>
    Inconclusive,

    /// <summary>There is nothing to test: no samples, no such slice, too many failed requests, a baseline of other data.</summary>
    Error,

    /// <summary>The gate is about a model that this environment leaves out.</summary>
    Skipped,
}
