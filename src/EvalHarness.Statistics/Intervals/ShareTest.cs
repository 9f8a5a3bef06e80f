namespace EvalHarness.Statistics.Intervals;

/// <summary>The score test of a share against a bound.</summary>
/// <param name="Z">Share less bound over the standard error that the share has where the bound is true.</param>
/// <param name="PGreater">One-sided p of the alternative that the share is larger.</param>
/// <param name="PLess">One-sided p of the alternative that the share is smaller.</param>
public readonly record struct ShareTest(double Z, double PGreater, double PLess);
