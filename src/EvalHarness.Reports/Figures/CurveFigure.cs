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
            Goal(plot, task, curve.Goals[i], [first, last], i);
        }

        Measured(plot, task, curve);
        return plot.With("showlegend", true)
            .With("xaxis", RoundTicks.LogAxis("training rows", first, last, tick => Show.Number(tick)))
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

    private static void Goal(Plot plot, TaskView task, CurveGoal goal, double[] ends, int index)
    {
        var style = goal.Model is { } model ? task.Report.StyleOf(model) : null;
        double[] height = [Percent(goal.Share), Percent(goal.Share)];
        plot.Curve(
            ends,
            height,
            $"{style?.Short} {Show.Percent(goal.Share)}".Trim(),
            style?.Token ?? "var(--ink)",
            Dashes[index % Dashes.Length]
        );
        if (style is not null)
        {
            // Lines of like height would have their tags upon each other: each stands a step further left.
            double place = ends[0] * Math.Pow(ends[1] / ends[0], 0.99 - (0.07 * index));
            plot.Tag(style, Math.Round(place, 1), height[0], $"{style.Name}: {Show.Percent(goal.Share)}");
        }
    }

    /// <summary>The measured sizes as the name tags of their models.</summary>
    private static void Measured(Plot plot, TaskView task, RunCurve curve)
    {
        bool isNamed = false;
        foreach (var one in curve.Measured.Where(one => one.Estimate?.Value is not null))
        {
            plot.Tag(
                task.Report.StyleOf(one.Model),
                one.Size,
                Percent(one.Estimate!.Value!.Value),
                Hover(one),
                isNamed ? "" : "measured, with interval",
                (
                    Percent((one.Estimate.Value - one.Estimate.Low) ?? 0),
                    Percent((one.Estimate.High - one.Estimate.Value) ?? 0)
                )
            );
            isNamed = true;
        }
    }

    private static string Hover(MeasuredSize one) =>
        $"{one.Model}: {Show.Value(one.Estimate!, isShare: true)} % ({Show.Range(one.Estimate!, isShare: true)})";

    private static double Percent(double share) => Math.Round(100 * share, 2);

    private static double[] Rounded(double[] values, int decimals) =>
        Array.ConvertAll(values, value => Math.Round(value, decimals));
}
