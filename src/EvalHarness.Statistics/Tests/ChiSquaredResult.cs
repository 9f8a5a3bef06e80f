namespace EvalHarness.Statistics.Tests;

/// <summary>A chi-squared test. Null stands for undefined: the data hold no information.</summary>
/// <param name="Statistic">The statistic.</param>
/// <param name="DegreesOfFreedom">Its degrees of freedom.</param>
/// <param name="P">Its p.</param>
public sealed record ChiSquaredResult(double? Statistic, int DegreesOfFreedom, double? P);
