using System.Globalization;
using EvalHarness.Curves;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Figures;

/// <summary>A learning curve: measured sizes with intervals, the fit, the fan of its extrapolation, and what is to be reached.</summary>
internal static class CurveFigure
{
    private const int Steps = 40;
    private static readonly string[] Dashes = ["dash", "dot", "longdash"];

    /// <summary>The chart, from the smallest size to as far as the curve may be read.</summary>
    public static Figure Draw(TaskView task, RunCurve curve)
    {
        var style = task.Report.StyleOf(curve.Measured[0].Model);
        var (first, last) = (curve.Forecast.Points[0].Size, curve.Forecast.Farthest);
        double[] sizes =
        [
            .. Enumerable.Range(0, Steps + 1).Select(i => first * Math.Pow(last / first, i / (double)Steps)),
        ];
        var fan = Array.ConvertAll(sizes, curve.Forecast.At);
        var plot = new Plot()
            .Between(
                Rounded(sizes, 1),
                fan.Select(one => Percent(one.Low)),
                fan.Select(one => Percent(one.High)),
                style.Token,
                "nine chances in ten"
            )
            .Line(curve.Forecast.Largest);
        Fitted(plot, curve, style, sizes, Array.ConvertAll(fan, one => Percent(one.Mean)));
        for (int i = 0; i < curve.Goals.Length; i++)
        {
            Goal(plot, task, curve.Goals[i], [first, last], Dashes[i % Dashes.Length]);
        }

        Measured(plot, curve, style);
        return plot.With("showlegend", true)
            .With("xaxis", Axis(first, last))
            .With(
                "yaxis",
                new
                {
                    title = new { text = $"{Names.Metric(curve.Metric)}, %" },
                    hoverformat = ".1f",
                    zeroline = false,
                    autorangeoptions = Plot.Within(isShare: true),
                }
            )
            .Draw(420, $"Learning curve of {curve.Curve}: {Names.Metric(curve.Metric)} by training rows, extrapolated");
    }

    private static void Fitted(Plot plot, RunCurve curve, ModelStyle style, double[] sizes, double[] means)
    {
        int measured = sizes.Count(size => size <= curve.Forecast.Largest);
        plot.Curve(Rounded(sizes[..measured], 1), means[..measured], "fitted", style.Token)
            .Curve(
                Rounded(sizes[(measured - 1)..], 1),
                means[(measured - 1)..],
                "extrapolated",
                style.Token,
                "dashdot"
            );
    }

    private static void Goal(Plot plot, TaskView task, CurveGoal goal, double[] ends, string dash)
    {
        var style = goal.Model is { } model ? task.Report.StyleOf(model) : null;
        double[] height = [Percent(goal.Share), Percent(goal.Share)];
        plot.Curve(
            ends,
            height,
            $"{style?.Short} {Show.Percent(goal.Share)}".Trim(),
            style?.Token ?? "var(--ink)",
            dash
        );
    }

    private static void Measured(Plot plot, RunCurve curve, ModelStyle style)
    {
        var points = curve.Measured.Where(one => one.Estimate?.Value is not null).ToArray();
        plot.Trace(
            "scatter",
            ("x", points.Select(one => one.Size)),
            ("y", points.Select(one => Percent(one.Estimate!.Value!.Value))),
            ("mode", "markers"),
            ("name", "measured, with interval"),
            ("hovertext", points.Select(one => Plot.Text(Hover(one)))),
            ("hovertemplate", "%{hovertext}<extra></extra>"),
            (
                "marker",
                new
                {
                    color = style.Token,
                    size = 9,
                    symbol = Plot.Symbol(style with { Filling = Filling.Solid }),
                }
            ),
            (
                "error_y",
                new
                {
                    type = "data",
                    symmetric = false,
                    array = points.Select(one => Percent((one.Estimate!.High - one.Estimate.Value) ?? 0)),
                    arrayminus = points.Select(one => Percent((one.Estimate!.Value - one.Estimate.Low) ?? 0)),
                    color = style.Token,
                    thickness = 1.6,
                    width = 3,
                }
            )
        );
    }

    private static string Hover(MeasuredSize one) =>
        $"{one.Model}: {Show.Value(one.Estimate!, isShare: true)} % ({Show.Range(one.Estimate!, isShare: true)})";

    /// <summary>Ticks at 1, 2 and 5 of each power of ten, fewer where there is no room for their labels.</summary>
    private static object Axis(double first, double last)
    {
        double[] steps = last / first > 200 ? [1, 3] : [1, 2, 5];
        double[] ticks =
        [
            .. Enumerable
                .Range(0, 12)
                .SelectMany(power => steps.Select(step => step * Math.Pow(10, power)))
                .Where(tick => tick >= first * 0.95 && tick <= last * 1.05),
        ];
        return new
        {
            title = new { text = "training rows, logarithmic" },
            type = "log",
            tickvals = ticks,
            ticktext = ticks.Select(tick => tick.ToString("N0", CultureInfo.InvariantCulture)),
            range = new[] { Math.Log10(first * 0.9), Math.Log10(last * 1.1) },
            hoverformat = ",.0f",
            zeroline = false,
        };
    }

    private static double Percent(double share) => Math.Round(100 * share, 2);

    private static double[] Rounded(double[] values, int decimals) =>
        Array.ConvertAll(values, value => Math.Round(value, decimals));
}
