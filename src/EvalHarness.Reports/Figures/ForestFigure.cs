using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Figures;

/// <summary>Paired differences to the reference: dots with intervals, the zero line, the band of the margin.</summary>
internal static class ForestFigure
{
    /// <summary>The chart; null where no pair has a difference.</summary>
    public static Figure? Draw(MetricView view)
    {
        var metric = view.Metric;
        var pairs = metric
            .Leaderboard.Where(row => row.Model != metric.Reference)
            .Select(row => metric.Reference is null ? null : metric.Find(row.Model, metric.Reference))
            .OfType<PairedComparison>()
            .Where(pair => pair.Difference.Value is not null && pair.Verdict != PairVerdict.NotComparable)
            .ToArray();
        if (pairs.Length == 0)
        {
            return null;
        }

        var styles = pairs.Select(pair => view.Task.Report.StyleOf(pair.Model)).ToArray();
        var plot = new Plot().Band(-metric.Margin * view.Scale, metric.Margin * view.Scale).Line(0);
        for (int i = 0; i < pairs.Length; i++)
        {
            bool open = pairs[i].Verdict is PairVerdict.Undecided;
            plot.Dots(styles[i], [Dot.Of(pairs[i].Difference, view.Scale, i, Hover(metric, pairs[i]))], pale: open);
        }

        return plot.With("xaxis", new { title = new { text = Plot.Text(Title(metric)) }, zeroline = false })
            .With(
                "yaxis",
                new
                {
                    tickvals = Enumerable.Range(0, pairs.Length),
                    ticktext = styles.Select(style => Plot.Text(style.Short)),
                    range = new[] { pairs.Length - 0.4, -0.6 },
                    showgrid = false,
                    zeroline = false,
                    fixedrange = true,
                }
            )
            .Draw(
                80 + (34 * pairs.Length),
                $"Differences in {Names.Metric(metric.Metric)} to {metric.Reference} with intervals"
            );
    }

    private static string Title(MetricComparison metric) =>
        $"{(metric.IsShare ? "points of " : "difference in ")}{Names.Metric(metric.Metric)} against {Names.Cut(metric.Reference!, 26)}";

    private static string Hover(MetricComparison metric, PairedComparison pair) =>
        $"{pair.Model}: {Show.Difference(pair.Difference, metric.IsShare)}{Show.DifferenceUnit(metric.IsShare)}"
        + (pair.Difference.Low is null ? "" : $" ({Show.Range(pair.Difference, metric.IsShare)})")
        + $", {Names.Verdict(pair.Verdict)}";
}
