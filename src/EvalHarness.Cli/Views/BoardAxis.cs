using EvalHarness.Comparisons.Results;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Cli.Views;

/// <summary>Intervals on one axis, drawn with characters.</summary>
internal sealed class BoardAxis
{
    /// <summary>Characters of the axis where there is room.</summary>
    public const int Wide = 24;

    /// <summary>Half of the precision, and still the picture.</summary>
    public const int Narrow = 12;

    private readonly bool isShare;
    private readonly double low;
    private readonly double high;

    /// <summary>An axis that holds all intervals of a leaderboard.</summary>
    /// <param name="metric">The metric.</param>
    public BoardAxis(MetricComparison metric)
    {
        isShare = metric.IsShare;
        (low, high) = Ends(metric);
    }

    /// <summary>The title over the intervals: both ends of their axis.</summary>
    /// <param name="width">Its characters.</param>
    public string Title(int width)
    {
        var (left, right) = (Numbers.Plain(low, isShare), Numbers.Plain(high, isShare));
        return left + new string(' ', Math.Max(1, width - left.Length - right.Length)) + right;
    }

    /// <summary>A dot with its interval; empty where there is no value.</summary>
    /// <param name="estimate">The value.</param>
    /// <param name="width">Characters of the axis.</param>
    public string Bar(Estimate estimate, int width)
    {
        if (estimate.Value is not { } value)
        {
            return "";
        }

        int Place(double x) => (int)Math.Round((x - low) / (high - low) * (width - 1), MidpointRounding.AwayFromZero);
        char[] bar = new string(' ', width).ToCharArray();
        if (estimate is { Low: { } from, High: { } to })
        {
            bar.AsSpan(Place(from)..(Place(to) + 1)).Fill('─');
        }

        bar[Place(value)] = '●';
        return new string(bar);
    }

    private static (double Low, double High) Ends(MetricComparison metric)
    {
        var estimates = metric
            .Leaderboard.Select(row => row.Estimate)
            .Where(estimate => estimate.Value is not null)
            .ToList();
        if (estimates.Count == 0)
        {
            return (0, 1);
        }

        double least = estimates.Min(estimate => estimate.Low ?? estimate.Value!.Value);
        double most = estimates.Max(estimate => estimate.High ?? estimate.Value!.Value);
        var (left, right) = most > least ? (least, most) : (least - 0.5, most + 0.5);
        return metric.IsShare ? (Math.Max(0, left), Math.Min(1, right)) : (left, right);
    }
}
