namespace EvalHarness.Scoring;

/// <summary>
/// The weighted sibling of <see cref="IMetric"/>, for metrics that need the whole set (AUROC, calibration error, rank
/// correlation, quantiles): columns of each sample, then a value for any weighting of the samples.
/// </summary>
/// <remarks>Implementations are sealed records marked with a keyword, pure and safe for use by many threads.</remarks>
public interface IWeightedMetric : IMeasure
{
    /// <summary>Numbers kept of each sample.</summary>
    int Columns { get; }

    /// <summary>Writes the numbers kept of one sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="columns">Zeroed row of <see cref="Columns"/> numbers.</param>
    /// <returns>False when the sample has nothing for this metric (no confidence, no target): it is left out and counted.</returns>
    bool Observe(in ScoredSample sample, Span<double> columns);

    /// <summary>The value for a weighting of the samples; null when it is undefined there.</summary>
    /// <param name="rows">Rows of all samples, one after the other, <see cref="Columns"/> numbers each.</param>
    /// <param name="weights">One weight a row, 0 or more.</param>
    double? Value(ReadOnlySpan<double> rows, ReadOnlySpan<double> weights);
}
