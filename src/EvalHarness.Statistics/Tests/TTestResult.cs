using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Statistics.Tests;

/// <summary>What a t test says. Null stands for undefined: with one value, or without any variance around 0.</summary>
/// <param name="N">Number of values (of both groups together).</param>
/// <param name="MeanDifference">The estimated difference.</param>
/// <param name="StandardDeviation">The standard deviation that effect sizes divide by.</param>
/// <param name="StandardError">Standard error of the difference.</param>
/// <param name="T">The statistic; infinite where the variance is 0 and the difference is not.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom.</param>
/// <param name="P">Two-sided p.</param>
/// <param name="PGreater">One-sided p of the alternative that the difference is positive.</param>
/// <param name="PLess">One-sided p of the alternative that the difference is negative.</param>
/// <param name="Interval">Confidence interval of the difference; a point where the variance is 0.</param>
/// <param name="EffectSize">Difference in standard deviations: Cohen's dz for pairs, Cohen's d for groups.</param>
/// <param name="HedgesG">The effect size without its small-sample bias, exact gamma form.</param>
public sealed record TTestResult(
    int N,
    double MeanDifference,
    double? StandardDeviation,
    double? StandardError,
    double? T,
    double? DegreesOfFreedom,
    double? P,
    double? PGreater,
    double? PLess,
    Interval? Interval,
    double? EffectSize,
    double? HedgesG
);
