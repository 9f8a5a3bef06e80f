using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;
using Plotly.NET;

namespace EvalHarness.Reports.Figures;

/// <summary>Quality against the cost of 1,000 answers, with the line of the models that nothing beats on both.</summary>
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

        bool isLog = points.All(point => point.Cost > 0) && points.Max(p => p.Cost) / points.Min(p => p.Cost) > 30;
        var frontier = Frontier(points, view.Metric.HigherIsBetter);
        var plot = new Plot();
        if (frontier.Count > 1)
        {
            plot.Add(Steps(frontier));
        }

        var named = frontier.Select(point => point.Style.Name).Append(view.Metric.Reference).ToHashSet();
        foreach (var point in points)
        {
            plot.Dots(
                point.Style,
                [new Dot(point.Cost, point.Score, null, null, Hover(view, point))],
                named: points.Length <= 8 || named.Contains(point.Style.Name)
            );
        }

        return plot.With("xaxis", Money(points, isLog))
            .With(
                "yaxis",
                new
                {
                    title = new { text = Plot.Text(view.Title) },
                    showgrid = true,
                    zeroline = false,
                    autorangeoptions = Plot.Within(view.Metric.IsShare),
                }
            )
            .Draw(360, $"{Names.Metric(view.Metric.Metric)} against cost for 1,000 answers");
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

    /// <summary>The models with a known cost and a score.</summary>
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

    private static string Hover(MetricView view, CostPoint point) =>
        $"{point.Style.Name}: {Show.Number(point.Score, view.Metric.IsShare ? 1 : 3)}{Show.Unit(view.Metric.IsShare)}"
        + $" at {Quantities.Money((decimal)point.Cost)} per 1,000";

    private static GenericChart Steps(IReadOnlyList<CostPoint> frontier)
    {
        var chart = Plotly.NET.CSharp.Chart.Line<double, double, string>(
            x: frontier.Select(point => point.Cost),
            y: frontier.Select(point => point.Score),
            ShowLegend: false,
            UseDefaults: false
        );
        var trace = GenericChart.getTraces(chart).Head;
        trace.SetProperty("mode", "lines");
        trace.SetProperty(
            "line",
            new
            {
                color = "var(--faint)",
                width = 1.5,
                dash = "dot",
                shape = "hv",
            }
        );
        trace.SetProperty("hoverinfo", "skip");
        return chart;
    }

    private static object Money(CostPoint[] points, bool isLog)
    {
        var (low, high) = (points.Min(p => p.Cost), points.Max(p => p.Cost));
        var title = new { text = "US dollars per 1,000 answers" + (isLog ? ", logarithmic" : "") };
        if (isLog)
        {
            var (from, to) = (Math.Log10(low), Math.Log10(high));
            double pad = Math.Max((to - from) * 0.14, 0.1);
            return new
            {
                title,
                type = "log",
                range = new[] { from - pad, to + pad },
                tickprefix = "$",
                dtick = 1,
                zeroline = false,
            };
        }

        double room = Math.Max((high - low) * 0.14, high * 0.1);
        return (object)
            new
            {
                title,
                range = new[] { Math.Max(0, low - room), high + room },
                tickprefix = "$",
                zeroline = false,
            };
    }
}

/// <summary>A model between money and quality.</summary>
/// <param name="Style">How it is drawn.</param>
/// <param name="Cost">US dollars for 1,000 answers.</param>
/// <param name="Score">Score in the unit shown.</param>
internal sealed record CostPoint(ModelStyle Style, double Cost, double Score);
