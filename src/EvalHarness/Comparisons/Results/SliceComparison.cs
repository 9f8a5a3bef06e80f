using System.Collections.Immutable;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Results;

/// <summary>The scores of the models on the samples that share a value of a field.</summary>
/// <param name="Field">Name of the field.</param>
/// <param name="Value">Its value.</param>
/// <param name="Samples">Number of samples with that value.</param>
/// <param name="Clusters">Number of clusters among them.</param>
/// <param name="Rows">One estimate a model, in the order of the suite.</param>
public sealed record SliceComparison(
    string Field,
    string Value,
    int Samples,
    int Clusters,
    ImmutableArray<SliceRow> Rows
)
{
    internal const int Few = 30;

    /// <summary>Whether the slice is too small to be read as more than a hint (fewer than 30 samples).</summary>
    public bool IsSmall => Samples < Few;
}

/// <summary>One model's score in a slice.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Estimate">Value with interval.</param>
public sealed record SliceRow(string Model, Estimate Estimate);
