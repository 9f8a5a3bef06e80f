using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Conclusions.Preferences;

/// <summary>A mean of values in [0, 1] whose interval goes by clusters of samples; the values of one sample are one cluster.</summary>
/// <param name="Value">The mean; null without values.</param>
/// <param name="Interval">Its interval; null where there is none, as with a single cluster.</param>
/// <param name="N">Number of values.</param>
/// <param name="Clusters">Number of clusters that hold values.</param>
public sealed record ClusteredRate(double? Value, Interval? Interval, int N, int Clusters)
{
    /// <summary>The rate from the other side: what one of two gets the other does not.</summary>
    public ClusteredRate OfTheOther =>
        this with
        {
            Value = 1 - Value,
            Interval = Interval is { } limits ? new Interval(1 - limits.High, 1 - limits.Low) : null,
        };

    /// <summary>The mean of some values, with Wilson's interval as boards have it.</summary>
    internal static ClusteredRate Of(
        IReadOnlyCollection<(int Row, double Value)> values,
        ClusterIndex clusters,
        double level
    )
    {
        if (values.Count == 0)
        {
            return new(null, null, 0, 0);
        }

        int[] rows = [.. values.Select(value => value.Row)];
        var mean = UnitMean.Of([.. values.Select(value => value.Value)], clusters.Select(rows));
        return new(mean.Value, mean.Trials((0, 1), null)?.Wilson(level), mean.N, mean.Units);
    }
}
