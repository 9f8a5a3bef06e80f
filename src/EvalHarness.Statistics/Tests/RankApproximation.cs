namespace EvalHarness.Statistics.Tests;

/// <summary>A normal approximation with and without continuity correction.</summary>
/// <param name="P">Two-sided p.</param>
/// <param name="PCorrected">Two-sided p with continuity correction ½ towards the mean.</param>
/// <param name="PGreater">One-sided p of the alternative that the statistic is large.</param>
/// <param name="PCorrectedGreater">The same with continuity correction.</param>
public sealed record RankApproximation(double P, double PCorrected, double PGreater, double PCorrectedGreater);
