using EvalHarness.Comparisons.Findings;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Figures;

/// <summary>Quality against the cost of answers, with the line of the models that nothing beats on both; free models in a zone of their own.</summary>
internal static class CostFigure
{
    /// <summary>The chart; null where fewer than two models have both, or none costs anything.</summary>
    public static Figure? Draw(MetricView view)
    {
        var points = Points(view);
        if (points.Length < 2 || points.All(point => point.Cost == 0))
        {
            return null;
        }

        var unit = CostUnit.For(points.Select(point => (decimal?)point.Cost));
        points = [.. points.Select(point => point with { Cost = point.Cost * unit.Answers / 1_000 })];
        var axis = MoneyAxis.Over(points, unit);
        var scores = Axis.Over(points.Select(point => point.Score), view.Metric.IsShare ? (0, 100) : null);
        double room = (scores.High - scores.Low) * 0.06;
        var plot = new Plot();
        Steps(plot, Frontier(points, view.Metric.HigherIsBetter), axis);
        foreach (var point in points)
        {
            plot.Dots(
                point.Style,
                [new Dot(MoneyAxis.At(point.Cost), point.Score, null, null, Hover(view, point, unit))],
                tagged: false
            );
            if (point.Cost == 0)
            {
                plot.OnAxis("x2");
            }
        }

        if (axis.HasFree)
        {
            plot.With("xaxis2", axis.Free).Note(axis.Break);
        }

        return plot.With("xaxis", axis.Paid)
            .With(
                "yaxis",
                new
                {
                    title = new { text = Plot.Text(view.Title) },
                    range = new[] { scores.Low - room, scores.High + room },
                    tickvals = scores.Ticks,
                    showgrid = true,
                    zeroline = false,
                    automargin = false,
                    fixedrange = true,
                    // Left of all that is drawn: between the two zones it would stand among the tags of what is free.
                    anchor = axis.HasFree ? "x2" : "x",
                }
            )
            .With(
                "margin",
                new
                {
                    l = 58,
                    r = 16,
                    t = 8,
                    b = 48,
                }
            )
            .With("meta", new { labels = points.Select(Label) })
            .Draw(380, $"{Names.MetricFirst(view.Metric.Metric)} against the cost of {unit.Words}");
    }

    /// <summary>The models that no other beats on both money and quality, cheapest first.</summary>
    public static IReadOnlyList<CostPoint> Frontier(IEnumerable<CostPoint> points, bool higherIsBetter)
    {
        var frontier = new List<CostPoint>();
        foreach (var point in points.OrderBy(p => p.Cost).ThenByDescending(p => higherIsBetter ? p.Score : -p.Score))
        {
            if (
                frontier.Count == 0
                || (higherIsBetter ? point.Score > frontier[^1].Score : point.Score < frontier[^1].Score)
            )
            {
                frontier.Add(point);
            }
        }

        return frontier;
    }

    /// <summary>The models with a known cost and a score; costs of 1,000 answers.</summary>
    public static CostPoint[] Points(MetricView view) =>
        [
            .. view
                .Metric.Leaderboard.Where(row => row.Estimate.Value is not null)
                .Select(row => (row, cost: view.Task.Summary(row.Model)?.CostPer1000Usd))
                .Where(pair => pair.cost is not null)
                .Select(pair => new CostPoint(
                    view.Task.Report.StyleOf(pair.row.Model),
                    (double)pair.cost!.Value,
                    pair.row.Estimate.Value!.Value * view.Scale
                )),
        ];

    private static string Hover(MetricView view, CostPoint point, CostUnit unit) =>
        $"{point.Style.Name}: {Show.Number(point.Score, view.Metric.IsShare ? 1 : 3)}{Show.Unit(view.Metric.IsShare)}"
        + $", {Quantities.Money((decimal)point.Cost)} for {unit.Words}";

    /// <summary>What the page needs to set the tag and the name of a model where they cover nothing.</summary>
    private static object Label(CostPoint point) =>
        new
        {
            x = MoneyAxis.At(point.Cost),
            y = point.Score,
            xref = point.Cost == 0 ? "x2" : "x",
            tag = point.Style.Number,
            name = Plot.Text(point.Style.Short),
            kind = point.Style.Class,
        };

    private static void Steps(Plot plot, IReadOnlyList<CostPoint> frontier, MoneyAxis axis)
    {
        var paid = frontier.Where(point => point.Cost > 0).ToArray();
        double? free = frontier.FirstOrDefault(point => point.Cost == 0)?.Score;
        if (free is { } height)
        {
            Line(plot, [(0, height), (1, height)]);
            plot.OnAxis("x2");
        }

        (double X, double Y)[] steps =
        [
            .. free is { } start ? [(axis.Low, start)] : Array.Empty<(double, double)>(),
            .. paid.Select(point => (MoneyAxis.At(point.Cost), point.Score)),
            (axis.High, frontier[^1].Score),
        ];
        Line(plot, steps);
    }

    private static void Line(Plot plot, (double X, double Y)[] steps) =>
        plot.Trace(
            "scatter",
            ("x", steps.Select(step => step.X)),
            ("y", steps.Select(step => step.Y)),
            ("mode", "lines"),
            ("showlegend", false),
            (
                "line",
                new
                {
                    color = "var(--faint)",
                    width = 1.5,
                    dash = "dot",
                    shape = "hv",
                }
            ),
            ("hoverinfo", "skip")
        );
}

/// <summary>A model between money and quality.</summary>
/// <param name="Style">How it is drawn.</param>
/// <param name="Cost">US dollars for 1,000 answers, or for as many as the chart tells.</param>
/// <param name="Score">Score in the unit shown.</param>
internal sealed record CostPoint(ModelStyle Style, double Cost, double Score);
