namespace EvalHarness.Statistics.Classification;

/// <summary>One bin of a reliability diagram.</summary>
/// <param name="Weight">Number (or weight) of predictions in the bin.</param>
/// <param name="Confidence">Their mean confidence; null where the bin is empty.</param>
/// <param name="Accuracy">Share of them that is right; null where the bin is empty.</param>
public readonly record struct CalibrationBin(double Weight, double? Confidence, double? Accuracy)
{
    /// <summary>Distance of accuracy from confidence; 0 where the bin is empty.</summary>
    public double Gap => Math.Abs((Accuracy - Confidence) ?? 0);
}
