using EvalHarness.Comparisons.Results;

namespace EvalHarness.Reports.Records;

/// <summary>How far a model falls behind its own score where it is worst.</summary>
/// <param name="Field">Field that slices the samples.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Worst">The value of the field where it is worst.</param>
/// <param name="Samples">Number of samples with that value.</param>
/// <param name="Score">Its score there.</param>
/// <param name="Whole">Its score on all samples.</param>
/// <param name="Gap">How much worse that is, in the metric's unit.</param>
/// <param name="Low">Lower limit of the largest gap, whichever slice has it.</param>
/// <param name="High">Its upper limit.</param>
/// <param name="Slices">Number of values that were looked at.</param>
/// <param name="LeftOut">Number of values with fewer than 30 samples, which were not.</param>
internal sealed record SliceGapRecord(
    string Field,
    string Model,
    string Worst,
    int Samples,
    double Score,
    double Whole,
    double? Gap,
    double? Low,
    double? High,
    int Slices,
    int LeftOut
)
{
    /// <summary>The record of a gap.</summary>
    public static SliceGapRecord Of(SliceGap gap) =>
        new(
            gap.Field,
            gap.Model,
            gap.Worst,
            gap.Samples,
            gap.Score,
            gap.Whole,
            gap.Gap.Value,
            gap.Gap.Low,
            gap.Gap.High,
            gap.Slices,
            gap.LeftOut
        );
}
