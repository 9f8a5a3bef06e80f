namespace EvalHarness.Statistics.Tests;

/// <summary>One pair of models of a family.</summary>
/// <param name="First">Index of the first model.</param>
/// <param name="Second">Index of the second model, larger than that of the first.</param>
/// <param name="Difference">Mean of the first less mean of the second.</param>
/// <param name="P">Two-sided p; null where the pair cannot be tested.</param>
/// <param name="AdjustedP">The same over the whole family by Holm; null where the pair cannot be tested.</param>
public readonly record struct PairComparison(int First, int Second, double Difference, double? P, double? AdjustedP);
