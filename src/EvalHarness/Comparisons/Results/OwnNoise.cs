using EvalHarness.Statistics.Agreement;

namespace EvalHarness.Comparisons.Results;

/// <summary>How much a model's score moves when the same is asked again: its own noise in one metric of a task.</summary>
/// <remarks>
/// The variance of the passes of one sample about their mean, averaged over the samples asked again. It is part of the spread that tests
/// and intervals go by already; what it tells beyond them is how far another run of the same models could lie from this one.
/// </remarks>
/// <param name="Task">Name of the task.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Metric">Name of the metric, a mean of one number a sample.</param>
/// <param name="Within">The variance.</param>
/// <param name="Samples">Samples that the model's score in the task is a mean over.</param>
/// <param name="Epochs">Answers to each.</param>
/// <param name="Level">Level of what is said with confidence.</param>
public sealed record OwnNoise(
    string Task,
    string Model,
    string Metric,
    double Within,
    long Samples,
    int Epochs,
    double Level
)
{
    /// <summary>Answers that the score is a mean of.</summary>
    public long Answers => Samples * Epochs;

    /// <summary>Whether the metric is a share, whose differences are told in points.</summary>
    public bool IsShare { get; init; }

    /// <summary>Upper limit of <see cref="Within"/>; null where the samples asked again carry none.</summary>
    public double? WithinHigh { get; init; }

    /// <summary>Standard deviation of the difference between two askings of one sample.</summary>
    public double PerSample => Repeatability.DeviationOfDifference(Within, 1);

    /// <summary>Standard deviation of the difference between two passes over the whole task.</summary>
    public double ForTask => Repeatability.DeviationOfDifference(Within, Answers);

    /// <summary>A difference of two scores of the model below this could be its own noise: the coefficient of repeatability.</summary>
    public double Reach => Repeatability.Coefficient(Within, Answers, Level);

    /// <summary>The same by <see cref="WithinHigh"/>; null without it.</summary>
    public double? ReachHigh => WithinHigh is { } high ? Repeatability.Coefficient(high, Answers, Level) : null;
}
