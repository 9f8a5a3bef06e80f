namespace EvalHarness.Imports;

/// <summary>What another tool scored an answer.</summary>
/// <param name="Metric">Name of the metric or scorer.</param>
/// <param name="Value">The score as a number; null where it is none, as a pair for a score over the whole set, or an answer that could not be scored.</param>
public readonly record struct ImportedValue(string Metric, double? Value);
