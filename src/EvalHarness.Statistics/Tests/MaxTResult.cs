namespace EvalHarness.Statistics.Tests;

/// <summary>What the max-T test says, one entry per metric.</summary>
/// <param name="T">|t| of each metric; null where a metric never differs.</param>
/// <param name="PRaw">Two-sided sign-flip p of each metric alone.</param>
/// <param name="PAdjusted">The same against the largest |t| of all metrics, which holds the family-wise error rate.</param>
public sealed record MaxTResult(IReadOnlyList<double?> T, IReadOnlyList<double> PRaw, IReadOnlyList<double> PAdjusted);
