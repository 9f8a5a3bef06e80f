namespace EvalHarness.Comparisons.Histories;

/// <summary>Something that differs between two runs and may move a score.</summary>
/// <param name="Kind">What differs.</param>
/// <param name="From">How it was; empty where words say nothing.</param>
/// <param name="To">How it is.</param>
public sealed record StepCause(StepCauseKind Kind, string From, string To);
