namespace EvalHarness.Imports;

/// <summary>A score over all samples, as another tool prints it.</summary>
/// <param name="Metric">Name of the metric.</param>
/// <param name="Value">The score; null where the tool has none.</param>
public sealed record ImportedTotal(string Metric, double? Value)
{
    /// <summary>Standard error as the tool prints it, over whatever it takes for independent; null where it prints none.</summary>
    public double? StandardError { get; init; }

    /// <summary>The filter, split, perturbation or reducer that the score is of; empty where there is but one.</summary>
    public string Variant { get; init; } = "";

    /// <summary>Name under which samples have the values whose mean this is; null where it is no mean of values of samples.</summary>
    public string? MeanOf { get; init; }

    /// <summary>Whether more is better; null where the tool does not say.</summary>
    public bool? HigherIsBetter { get; init; }
}
