namespace EvalHarness.Statistics.Intervals;

/// <summary>One standard error of a mean of clustered values. Null below two clusters.</summary>
/// <param name="Variant">How the variance was estimated.</param>
/// <param name="StandardError">The standard error; 0 where it is no more than rounding noise.</param>
/// <param name="DegreesOfFreedom">Degrees of freedom of the t distribution that goes with it, in [1, K-1]; may be fractional.</param>
/// <param name="DesignEffect">The variance over that of as many independent values; null where the values do not vary.</param>
public readonly record struct ClusterRobustError(
    ClusterRobustVariant Variant,
    double? StandardError,
    double? DegreesOfFreedom,
    double? DesignEffect
);
