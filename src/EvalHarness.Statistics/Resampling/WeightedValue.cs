namespace EvalHarness.Statistics.Resampling;

/// <summary>The value of a metric for any weighting of the clusters; null where it is undefined for it.</summary>
/// <param name="weights">One weight a cluster, 0 or more, with a mean of 1.</param>
public delegate double? WeightedValue(ReadOnlySpan<double> weights);
