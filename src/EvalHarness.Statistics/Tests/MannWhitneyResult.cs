namespace EvalHarness.Statistics.Tests;

/// <summary>What the rank sum test says.</summary>
/// <param name="U">Number of pairs with x above y, ties counting one half.</param>
/// <param name="PExact">Exact two-sided p; null with ties and for groups too large to enumerate.</param>
/// <param name="PExactGreater">Exact one-sided p of x being larger; null as above.</param>
/// <param name="Approximation">Tie-corrected normal approximation; null where all values are equal.</param>
/// <param name="CliffsDelta">Share of pairs with x above y minus share with x below y.</param>
/// <param name="VarghaDelaneyA">U divided by the number of pairs: the probability that x exceeds y.</param>
public sealed record MannWhitneyResult(
    double U,
    double? PExact,
    double? PExactGreater,
    RankApproximation? Approximation,
    double CliffsDelta,
    double VarghaDelaneyA
);
