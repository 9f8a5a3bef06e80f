using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Figures;

/// <summary>A confidence sequence by number of samples: its limits, the margin, the first decision, and one look at the end.</summary>
internal static class WatchFigure
{
    public static Figure Draw(Watched watched)
    {
        var (view, pair) = (watched.View, watched.Pair);
        double[] samples = [.. pair.Looks.Select(look => (double)look.Samples)];
        double[] low = [.. pair.Looks.Select(look => look.Low * view.Scale)];
        double[] high = [.. pair.Looks.Select(look => look.High * view.Scale)];
        var plot = new Plot()
            .Bar(-view.Metric.Margin * view.Scale, view.Metric.Margin * view.Scale)
            .Between(samples, low, high, "var(--custom)")
            .Curve(samples, high, "valid at every look: upper limit", "var(--custom)")
            .Curve(samples, low, "valid at every look: lower limit", "var(--custom)", "dash");
        if (pair.DecidedAt is { } look)
        {
            plot.Line(samples[look - 1]);
        }

        if (watched.AtEnd is { Low: { } from, High: { } to } end)
        {
            AtEnd(plot, view, samples[^1], from, end.Value ?? (from + to) / 2, to);
        }

        return plot.With("showlegend", true)
            .With(
                "xaxis",
                new
                {
                    title = new { text = Across(pair) },
                    zeroline = false,
                    rangemode = "tozero",
                }
            )
            .With(
                "yaxis",
                new
                {
                    title = new
                    {
                        text = (view.Metric.IsShare ? "points of " : "difference in ")
                            + Plot.Text(Names.Metric(view.Metric.Metric)),
                    },
                    zeroline = true,
                }
            )
            .Draw(340, $"Confidence sequence of {pair.Model} against {pair.Against} by number of samples");
    }

    private static string Across(MonitoredPair pair) =>
        pair.DecidedAt is { } look
            ? $"samples; the line marks the first decision, after {Show.Count(pair.Looks[look - 1].Samples)}"
            : "samples";

    private static void AtEnd(Plot plot, MetricView view, double samples, double low, double value, double high) =>
        plot.Trace(
            "scatter",
            ("x", new[] { samples }),
            ("y", new[] { value * view.Scale }),
            ("mode", "markers"),
            (
                "marker",
                new
                {
                    symbol = "diamond",
                    size = 10,
                    color = "var(--ink)",
                }
            ),
            (
                "error_y",
                new
                {
                    type = "data",
                    symmetric = false,
                    array = new[] { (high - value) * view.Scale },
                    arrayminus = new[] { (value - low) * view.Scale },
                    color = "var(--ink)",
                    thickness = 2,
                    width = 6,
                }
            ),
            ("name", "one look at the end"),
            ("showlegend", true),
            ("hovertemplate", "one look at the end: %{y}<extra></extra>")
        );
}
