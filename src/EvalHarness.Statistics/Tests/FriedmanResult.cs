namespace EvalHarness.Statistics.Tests;

/// <summary>What Friedman's test says. Null stands for undefined: all items tie all models.</summary>
/// <param name="AverageRanks">Average rank of each model; 1 is best, ties share ranks.</param>
/// <param name="ChiSquared">Friedman's statistic, corrected for ties.</param>
/// <param name="Df1">Number of models less one.</param>
/// <param name="Df2">Second degrees of freedom of F.</param>
/// <param name="P">p of the statistic.</param>
/// <param name="F">Iman and Davenport's statistic; infinite where all items agree.</param>
/// <param name="FP">p of F.</param>
/// <param name="KendallW">Agreement of the items in [0, 1].</param>
/// <param name="Items">Number of items.</param>
public sealed record FriedmanResult(
    IReadOnlyList<double> AverageRanks,
    double? ChiSquared,
    int Df1,
    int Df2,
    double? P,
    double? F,
    double? FP,
    double? KendallW,
    int Items
);
