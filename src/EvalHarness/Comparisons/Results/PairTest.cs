using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Results;

/// <summary>What a test says of the difference of two models, before anybody asks which models and how many other tests there are.</summary>
/// <param name="Difference">First minus second, with its interval.</param>
/// <param name="PValue">Two-sided p-value of no difference; null when not tested.</param>
/// <param name="Test">Name of the test.</param>
internal sealed record PairTest(Estimate Difference, double? PValue, string Test)
{
    /// <summary>Why nothing was tested; null when something was.</summary>
    public PairReason? Reason { get; init; }

    /// <inheritdoc cref="PairedComparison.Statistic"/>
    public double? Statistic { get; init; }

    /// <inheritdoc cref="PairedComparison.DegreesOfFreedom"/>
    public double? DegreesOfFreedom { get; init; }

    /// <inheritdoc cref="PairedComparison.MinimalDetectable"/>
    public double? MinimalDetectable { get; init; }

    /// <inheritdoc cref="PairedComparison.SamplesNeeded"/>
    public long? SamplesNeeded { get; init; }

    /// <inheritdoc cref="PairedComparison.NeededAt"/>
    public Func<double, double?>? NeededAt { get; init; }

    /// <inheritdoc cref="PairedComparison.NotWorse"/>
    public bool? NotWorse { get; init; }

    /// <inheritdoc cref="PairedComparison.NotBetter"/>
    public bool? NotBetter { get; init; }

    /// <summary>A difference that is not tested.</summary>
    public static PairTest None(Estimate difference, PairReason reason, string test = "") =>
        new(difference, null, test) { Reason = reason };
}
