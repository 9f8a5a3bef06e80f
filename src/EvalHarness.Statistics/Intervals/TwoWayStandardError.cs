namespace EvalHarness.Statistics.Intervals;

/// <summary>Variance of a mean clustered in two crossed ways.</summary>
/// <param name="First">Variance clustered by the first way.</param>
/// <param name="Second">Variance clustered by the second way.</param>
/// <param name="Both">Variance clustered by the pairs of both.</param>
/// <param name="StandardError">Root of first + second - both; null where that is negative or a way has one cluster.</param>
public sealed record TwoWayStandardError(double First, double Second, double Both, double? StandardError);
