using EvalHarness.Cascades;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Figures;

/// <summary>Quality of a cascade or router against its cost, or its calls: every threshold, those that may be believed, the best and the blindest.</summary>
internal static class CascadeFigure
{
    public static Figure Draw(TaskView task, CascadeSimulation cascade)
    {
        var (simulated, isMoney) = (cascade.Result, cascade is { CostIsKnown: true, ThenUsd: > 0 });
        var unit = CostUnit.For([isMoney ? (decimal)(1000 * cascade.ThenUsd) : null]);
        double Money(double usd) => CascadeFigure.Money(usd * unit.Answers);
        double At(double calls) => isMoney ? Money(cascade.UsdAt(calls)!.Value) : Percent(calls);
        double HeldOut(CascadeHeldOut point) => isMoney ? Money(point.Cost) : Percent(point.StrongShare);
        var plot = simulated.Line is null ? Cascade(simulated, At, HeldOut) : Router(simulated, simulated.Line, At);
        Marks(
            plot,
            "cross-fitted at this price",
            "var(--ink)",
            "x",
            11,
            [
                Mark(
                    "cross-fitted at this price",
                    isMoney ? Money(cascade.Usd!.Value) : Percent(simulated.StrongShare),
                    simulated.Quality,
                    simulated.StrongShare
                ),
            ]
        );
        foreach (var live in cascade.Live.Where(live => live.Quality is not null))
        {
            var style = task.Report.StyleOf(live.Model);
            double place = isMoney && live.Usd is { } usd ? Money(usd) : At(live.StrongShare);
            var (x, y, hover) = Mark(live.Model, place, live.Quality!.Value, live.StrongShare);
            plot.Tag(style, x, y, hover, $"{style.Short}, as asked");
        }

        Alone(plot, task.Report.StyleOf(cascade.First), At(0), simulated.Curve.Weak, isRight: false);
        Alone(
            plot,
            task.Report.StyleOf(cascade.Then),
            isMoney ? Money(cascade.ThenUsd) : 100,
            simulated.Curve.Strong,
            isRight: true
        );
        return plot.With("showlegend", true)
            .With("xaxis", Axis(cascade, isMoney ? unit : null))
            .With(
                "yaxis",
                new
                {
                    title = new { text = $"{Names.Metric(cascade.Metric)}, %" },
                    hoverformat = ".1f",
                    zeroline = false,
                    // Room for the name below the weaker model.
                    autorangeoptions = new { include = Percent(simulated.Curve.Weak) - 3 },
                }
            )
            .Draw(
                420,
                $"{Names.MetricFirst(cascade.Metric)} of a {(cascade.Plan is null ? "cascade" : "router")} of {cascade.First} and {cascade.Then} against its {(isMoney ? "cost" : "calls")}"
            );
    }

    private static Plot Cascade(
        SimulatedCascade simulated,
        Func<double, double> at,
        Func<CascadeHeldOut, double> heldOut
    )
    {
        double[] x = [.. simulated.Fine.Select(line => at(line.Point.StrongShare))];
        var plot = new Plot()
            .Curve(x, simulated.Fine.Select(line => Percent(line.Oracle)), "oracle", "var(--faint)", "dashdot")
            .Curve(x, simulated.Fine.Select(line => Percent(line.Random)), "by chance", "var(--faint)", "dot")
            .Curve(x, simulated.Fine.Select(line => Percent(line.Point.Quality)), "by confidence", "var(--custom)");
        Marks(
            plot,
            "cross-fitted",
            "var(--custom)",
            "diamond-open",
            9,
            [
                .. simulated.HeldOut.Select(point =>
                    Mark("cross-fitted", heldOut(point), point.Quality, point.StrongShare)
                ),
            ]
        );
        return plot;
    }

    /// <summary>Slices make few points, and oracle and chance more: each line has its own.</summary>
    private static Plot Router(SimulatedCascade simulated, HeldOutCurve line, Func<double, double> at)
    {
        double[] shares = [.. Enumerable.Range(0, 51).Select(part => part / 50.0)];
        return new Plot()
            .Curve(
                [.. simulated.Oracle.Select(point => at(point.StrongShare))],
                simulated.Oracle.Select(point => Percent(point.Quality)),
                "oracle",
                "var(--faint)",
                "dashdot"
            )
            .Curve(
                [at(0), at(1)],
                [Percent(simulated.Curve.Weak), Percent(simulated.Curve.Strong)],
                "by chance",
                "var(--faint)",
                "dot"
            )
            .Curve(
                [.. simulated.Fine.Select(one => at(one.Point.StrongShare))],
                simulated.Fine.Select(one => Percent(one.Point.Quality)),
                "in-sample",
                "var(--custom)"
            )
            .Curve(
                [.. shares.Select(at)],
                shares.Select(share => Percent(line.At(share))),
                "cross-fitted",
                "var(--custom)",
                "dash"
            );
    }

    private static object Axis(CascadeSimulation cascade, CostUnit? unit) =>
        new
        {
            title = new
            {
                text = unit is not null
                    ? $"$ for {unit.Words}"
                    : Plot.Text($"asked of {Names.Cut(cascade.Then, 26)}, % of answers"),
            },
            tickprefix = unit is null ? "" : "$",
            zeroline = false,
        };

    /// <summary>A model alone: its name tag with its name beside it, inside of the plot.</summary>
    private static void Alone(Plot plot, ModelStyle style, double x, double quality, bool isRight)
    {
        double y = Percent(quality);
        plot.Tag(style, x, y, $"{style.Name} alone: {Show.Percent(quality)}")
            .Note(
                new
                {
                    xref = "x",
                    x,
                    yref = "y",
                    y,
                    xanchor = isRight ? "right" : "left",
                    xshift = isRight ? 9 : -9,
                    yshift = isRight ? 19 : -19,
                    showarrow = false,
                    text = Plot.Text(style.Short),
                    font = new { size = 12 },
                    bgcolor = "var(--card)",
                    borderpad = 0,
                }
            );
    }

    private static (double X, double Y, string Hover) Mark(string name, double x, double quality, double calls) =>
        (x, Percent(quality), $"{name}: {Show.Percent(quality)} with {Show.Percent(calls)} of calls");

    private static void Marks(
        Plot plot,
        string name,
        string color,
        string symbol,
        int size,
        (double X, double Y, string Hover)[] marks
    ) =>
        plot.Trace(
            "scatter",
            ("x", marks.Select(mark => mark.X)),
            ("y", marks.Select(mark => mark.Y)),
            ("mode", "markers"),
            ("name", Plot.Text(name)),
            ("cliponaxis", false),
            ("hovertext", marks.Select(mark => Plot.Text(mark.Hover))),
            ("hovertemplate", "%{hovertext}<extra></extra>"),
            (
                "marker",
                new
                {
                    color,
                    size,
                    symbol,
                    line = new { color, width = 2 },
                }
            )
        );

    private static double Percent(double share) => Math.Round(100 * share, 2);

    /// <summary>Dollars to six digits.</summary>
    private static double Money(double usd) =>
        double.Parse(
            usd.ToString("G6", System.Globalization.CultureInfo.InvariantCulture),
            System.Globalization.CultureInfo.InvariantCulture
        );
}
