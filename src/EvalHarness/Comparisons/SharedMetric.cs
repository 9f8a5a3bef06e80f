using System.Collections.Immutable;
using EvalHarness.Statistics;

namespace EvalHarness.Comparisons;

/// <summary>The value of a metric for any weighting of the clusters; null where it is undefined for it.</summary>
/// <param name="weights">One weight a cluster, 0 or more, with a mean of 1.</param>
public delegate double? WeightedValue(ReadOnlySpan<double> weights);

/// <summary>One metric of several models on the samples that they share, ready for any weighting of the clusters.</summary>
/// <param name="Task">The task.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Samples">The samples shared.</param>
/// <param name="Clusters">Their clusters.</param>
/// <param name="Values">By model, the value for a weighting.</param>
public sealed record SharedMetric(
    string Task,
    string Metric,
    int Samples,
    int Clusters,
    ImmutableArray<WeightedValue> Values
);

/// <summary>How often each true class was given which answer, by several models on the samples that they share.</summary>
/// <param name="Task">The task.</param>
/// <param name="Samples">The samples shared, of the classes asked for.</param>
/// <param name="LeftOut">The samples of other classes.</param>
/// <param name="Clusters">The clusters of the samples.</param>
/// <param name="Rows">
/// By model, a row a cluster: counts by true class and given class, row by row, a last column in each for what is none of
/// the classes.
/// </param>
public sealed record SharedConfusions(
    string Task,
    int Samples,
    int LeftOut,
    int Clusters,
    ImmutableArray<ReadOnlyMemory<double>> Rows
);

/// <summary>Values of metrics that are a formula of sums.</summary>
public static class WeightedSums
{
    /// <summary>The formula of the weighted sum of rows.</summary>
    /// <param name="rows">The statistics, row by row: one row a cluster.</param>
    /// <param name="width">The length of a row.</param>
    /// <param name="formula">The value of a sum.</param>
    public static WeightedValue Of(ReadOnlyMemory<double> rows, int width, Formula formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        return weights =>
        {
            var sums = new double[width];
            ReadOnlySpan<double> statistics = rows.Span;
            for (int row = 0; row < weights.Length; row++)
            {
                for (int column = 0; column < sums.Length; column++)
                {
                    sums[column] += weights[row] * statistics[(row * sums.Length) + column];
                }
            }

            return formula(sums);
        };
    }
}
