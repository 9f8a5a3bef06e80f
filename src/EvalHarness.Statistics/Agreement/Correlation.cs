using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Statistics.Agreement;

/// <summary>One correlation coefficient with its test of no association.</summary>
/// <param name="Value">The coefficient in [-1, 1]; null for fewer than two pairs or where a side is constant.</param>
/// <param name="P">Two-sided p-value by the usual approximation; null where it does not exist (two pairs).</param>
/// <param name="Interval">Confidence interval; null where it does not exist or the coefficient offers none.</param>
/// <param name="ExactP">Two-sided p-value of the exact distribution; null where it is not offered.</param>
public sealed record Correlation(double? Value, double? P, Interval? Interval = null, double? ExactP = null)
{
    internal static Correlation Undefined { get; } = new(null, null);
}
