using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Results;

/// <summary>How far a model falls behind its own score where it is worst, among the values of one field.</summary>
/// <param name="Field">Name of the field.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Worst">The value of the field where it is worst.</param>
/// <param name="Samples">Number of samples with that value.</param>
/// <param name="Score">Its score there.</param>
/// <param name="Whole">Its score on all samples.</param>
/// <param name="Gap">How much worse that is, in the metric's unit, never negative but by chance; the interval counts that the worst of all values was picked.</param>
/// <param name="Slices">Number of values that were looked at: those with 30 samples or more.</param>
/// <param name="LeftOut">Number of values with fewer.</param>
public sealed record SliceGap(
    string Field,
    string Model,
    string Worst,
    int Samples,
    double Score,
    double Whole,
    Estimate Gap,
    int Slices,
    int LeftOut
)
{
    /// <summary>Whether some value of the field is shown to be served worse than the whole.</summary>
    public bool IsShown => Gap.Low > 0;
}
