using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;

namespace EvalHarness.Comparisons.Results;

/// <summary>Whether the margin of a comparison can be one.</summary>
public static class Margins
{
    /// <summary>The fault of a margin that no difference of the declared metrics can exceed; null where there is none.</summary>
    /// <param name="table">The run with its scores, and with the margin.</param>
    /// <param name="at">Where the margin was written.</param>
    public static Fault? FaultOf(ScoreTable table, Location at)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TooWide(table)?.FaultAt(at);
    }

    /// <summary>The first metric of the declared family that is too narrow for the margin; null where none is.</summary>
    /// <param name="table">The run with its scores.</param>
    internal static TooWide? TooWide(ScoreTable table)
    {
        var compare = table.Header.Compare;
        foreach (var task in table.Tasks)
        {
            foreach (var metric in task.Metrics.Concat<IMeasure>(task.WeightedMetrics))
            {
                bool isDeclared = compare.On is { Length: > 0 } on
                    ? on.Contains($"{task.Task.Name}/{metric.Name}")
                    : metric.Name == task.MetricNames.FirstOrDefault();
                if (isDeclared && Of(compare.Margin, metric.Name, metric.Range) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    /// <summary>A margin against the values that a metric can have; null where it can be exceeded.</summary>
    internal static TooWide? Of(double margin, string metric, (double Low, double High) range) =>
        margin > range.High - range.Low ? new(margin, metric, range.High - range.Low) : null;
}
