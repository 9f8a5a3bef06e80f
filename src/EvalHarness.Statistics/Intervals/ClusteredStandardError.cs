namespace EvalHarness.Statistics.Intervals;

/// <summary>Standard errors of a mean whose values come in clusters.</summary>
/// <param name="N">Number of values.</param>
/// <param name="Clusters">Number of clusters.</param>
/// <param name="Mean">The mean over all values.</param>
/// <param name="Independent">The standard error as if all values were independent; null for one value.</param>
/// <param name="CrossProducts">Sum of the products of deviations of different values of the same cluster.</param>
/// <param name="Miller">Miller's clustered standard error; null for one cluster.</param>
/// <param name="Cr0">The cluster-robust standard error without correction; null for one cluster.</param>
/// <param name="Cr1">The same times sqrt(G/(G-1)), which t intervals with G-1 degrees of freedom use; null for one cluster.</param>
/// <param name="DesignEffect">Miller's variance over that of independent values; null where that is 0 or undefined.</param>
public sealed record ClusteredStandardError(
    int N,
    int Clusters,
    double Mean,
    double? Independent,
    double CrossProducts,
    double? Miller,
    double? Cr0,
    double? Cr1,
    double? DesignEffect
);
