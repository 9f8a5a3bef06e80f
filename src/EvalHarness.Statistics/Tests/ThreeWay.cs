namespace EvalHarness.Statistics.Tests;

/// <summary>Probabilities that the second is better, that the difference is negligible, and that the first is better.</summary>
/// <param name="Left">P(difference below the region of practical equivalence).</param>
/// <param name="Rope">P(difference within it).</param>
/// <param name="Right">P(difference above it).</param>
public readonly record struct ThreeWay(double Left, double Rope, double Right);
