using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Decisions.Inputs;

/// <summary>One metric of one option, ready for any weighting of the clusters.</summary>
/// <param name="Rows">The number of clusters, at least 1; single samples are clusters of one.</param>
/// <param name="Value">The metric's value for a weighting of them.</param>
public sealed record MetricRows(int Rows, WeightedValue Value)
{
    /// <summary>A metric that is a formula of sums.</summary>
    /// <param name="statistics">Sufficient statistics, row by row: one row per cluster, the sum over its samples.</param>
    /// <param name="width">The length of a row.</param>
    /// <param name="formula">The metric's value from the weighted total of the rows.</param>
    public MetricRows(ReadOnlyMemory<double> statistics, int width, Formula formula)
        : this(statistics.Length / width, WeightedSums.Of(statistics, width, formula)) { }

    /// <summary>A metric that is a mean, such as the share of right answers.</summary>
    /// <param name="scores">One score per cluster, for example 1 of a right answer and 0 of a wrong one.</param>
    public static MetricRows Mean(IEnumerable<double> scores)
    {
        double[] rows = [.. scores.SelectMany(score => new[] { score, 1 })];
        return new(rows, 2, totals => totals[0] / totals[1]);
    }
}
