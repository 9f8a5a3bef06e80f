using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Statistics.Intervals;

/// <summary>
/// The t test and interval of a mean of clustered values. Null stands for undefined: with one cluster, and where the
/// standard error is 0, from which neither certainty nor a test follows.
/// </summary>
/// <param name="N">Number of values.</param>
/// <param name="Clusters">Number of clusters.</param>
/// <param name="EffectiveClusters">Number of clusters of one size that would weigh as much; see <see cref="ClusterRobustMean"/>.</param>
/// <param name="Mean">The mean over all values.</param>
/// <param name="Null">The mean that is tested.</param>
/// <param name="Level">Confidence level of the interval.</param>
/// <param name="Error">The standard error and its degrees of freedom.</param>
public sealed record ClusterRobustTest(
    int N,
    int Clusters,
    double EffectiveClusters,
    double Mean,
    double Null,
    double Level,
    ClusterRobustError Error
)
{
    /// <summary>Mean less null over the standard error.</summary>
    public double? T => Error.StandardError is > 0 and { } error ? (Mean - Null) / error : null;

    /// <summary>Two-sided p.</summary>
    public double? P => T is { } t ? Tails.StudentTwoSided(t, Error.DegreesOfFreedom!.Value) : null;

    /// <summary>One-sided p of the alternative that the mean is larger.</summary>
    public double? PGreater => T is { } t ? Tails.StudentUpper(t, Error.DegreesOfFreedom!.Value) : null;

    /// <summary>One-sided p of the alternative that the mean is smaller.</summary>
    public double? PLess => T is { } t ? Tails.StudentUpper(-t, Error.DegreesOfFreedom!.Value) : null;

    /// <summary>The interval mean ± t·se.</summary>
    public Interval? Interval =>
        Error.StandardError is > 0 and { } error
            ? StandardErrors.Around(Mean, Tails.StudentCritical(Level, Error.DegreesOfFreedom!.Value) * error)
            : null;
}
