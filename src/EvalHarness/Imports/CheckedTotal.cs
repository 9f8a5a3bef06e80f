namespace EvalHarness.Imports;

/// <summary>A score as another tool prints it, beside the mean of its samples' values as they stand in the log.</summary>
/// <param name="Said">What the tool prints; without a value where only samples have it.</param>
/// <param name="Recomputed">Mean over samples of the mean over their repeats; null where the score is no such mean, or no sample has a value.</param>
/// <param name="Samples">Number of samples with a value.</param>
/// <param name="Unscored">Number of answers that could not be scored, and are in no mean.</param>
public sealed record CheckedTotal(ImportedTotal Said, double? Recomputed, int Samples, int Unscored)
{
    /// <summary>Tools print rounded numbers, and sum in another order.</summary>
    private const double Rounding = 5e-5;

    /// <summary>Whether all samples are here that the printed score is over.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>Whether both say the same; null where one of them says nothing, or not of the same samples.</summary>
    public bool? IsSame =>
        IsComplete && Said.Value is { } said && Recomputed is { } mean
            ? Math.Abs(said - mean) <= Rounding * Math.Max(1, Math.Abs(said))
            : null;
}
