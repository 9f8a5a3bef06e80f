namespace EvalHarness.Statistics.Tests;

/// <summary>What the sign test says.</summary>
/// <param name="Positive">Number of positive differences.</param>
/// <param name="Negative">Number of negative differences.</param>
/// <param name="Zero">Number of zero differences, which are dropped.</param>
/// <param name="P">Two-sided p; 1 without any difference.</param>
/// <param name="PGreater">One-sided p of the alternative that positive differences are more frequent.</param>
/// <param name="PLess">One-sided p of the alternative that negative differences are more frequent.</param>
public sealed record SignTestResult(int Positive, int Negative, int Zero, double P, double PGreater, double PLess);
