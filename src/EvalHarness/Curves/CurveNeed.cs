namespace EvalHarness.Curves;

/// <summary>How many training rows a target takes.</summary>
/// <param name="Probability">The probability with which it is reached.</param>
/// <param name="Size">Training rows; null where even 100,000 times the smallest size is not enough.</param>
public sealed record CurveNeed(double Probability, double? Size);
