namespace EvalHarness.Statistics.Tests;

/// <summary>Posterior of the difference of two success probabilities.</summary>
/// <param name="FirstBetter">P(difference above 0).</param>
/// <param name="Regions">Probabilities of the three regions.</param>
/// <param name="MeanDifference">Posterior mean of first minus second.</param>
/// <param name="StandardDeviation">Posterior standard deviation of first minus second.</param>
public sealed record ProportionDifference(
    double FirstBetter,
    ThreeWay Regions,
    double MeanDifference,
    double StandardDeviation
);
