using System.Globalization;
using EvalHarness.Curves;
using EvalHarness.Decisions.Inputs;

namespace EvalHarness.Cli.Views;

/// <summary>Learning curves in the terminal.</summary>
internal static class CurveView
{
    public static void Write(Terminal terminal, IEnumerable<RunCurve> curves)
    {
        foreach (var curve in curves)
        {
            Write(terminal, curve);
            terminal.Write("");
        }
    }

    public static void WriteJson(Terminal terminal, IEnumerable<RunCurve> curves) =>
        JsonView.Write(
            terminal,
            curves.Select(curve => new
            {
                curve.Curve,
                curve.Task,
                curve.Metric,
                curve.Samples,
                target = curve.Goal?.Model,
                measured = curve.Measured.Select(one => new
                {
                    one.Model,
                    one.Size,
                    one.Estimate?.Value,
                    one.Estimate?.Low,
                    one.Estimate?.High,
                }),
                goals = curve.Goals.Select(goal => new
                {
                    goal.Model,
                    goal.Share,
                    goal.Needed,
                }),
                study = new
                {
                    curve.Forecast.Fit,
                    curve.Forecast.Points,
                    curve.Forecast.Target,
                    curve.Forecast.Needed,
                    curve.Forecast.IsUnderdetermined,
                    curve.Forecast.Farthest,
                },
            })
        );

    private static void Write(Terminal terminal, RunCurve curve)
    {
        var forecast = curve.Forecast;
        terminal.Say(
            FormattableString.Invariant($"{curve.Curve} · {curve.Task}/{curve.Metric} · {curve.Samples} answers a size")
        );
        string goal = forecast.Target is { } target ? $"reaches {Percent(target)}" : "";
        var table = new FittedTable()
            .Add("[grey]rows[/]", isRight: true)
            .Add("[grey]measured[/]", isRight: true)
            .Add("[grey]fitted[/]", isRight: true)
            .Add("[grey]90 % band[/]", goes: 1)
            .Add($"[grey]{goal}[/]", isRight: true, goes: 2);
        foreach (var point in forecast.Points)
        {
            table.AddRow(
                Rows(point.Size),
                point.Measured is { } measured ? Percent(measured) : "[grey]extrapolated[/]",
                Percent(point.Mean),
                $"{Percent(point.Low)} to {Percent(point.High)}",
                point.Reaches is { } reaches ? Percent(reaches) : ""
            );
        }

        table.WriteTo(terminal);
        foreach (var one in curve.Goals)
        {
            WriteNeeds(terminal, curve, one);
        }

        if (forecast.Fit is { } fit)
        {
            terminal.Say(
                FormattableString.Invariant(
                    $"Best fit: error = {fit.Limit:0.###} + {fit.Scale:0.###} × rows^-{fit.Exponent:0.###}. Beyond {LearningCurve.FarthestRatio:0} times the largest size nothing is shown."
                )
            );
        }

        if (forecast.IsUnderdetermined)
        {
            terminal.Say(
                FormattableString.Invariant(
                    $"Fewer than {CurveForecast.EnoughSizes} sizes: underdetermined; what lies beyond them is driven by the prior."
                )
            );
        }
    }

    private static void WriteNeeds(Terminal terminal, RunCurve curve, CurveGoal goal)
    {
        string name = goal.Model is { } model ? $"{model} ({Percent(goal.Share)})" : Percent(goal.Share);
        foreach (var need in goal.Needed)
        {
            terminal.Say(
                FormattableString.Invariant(
                    $"To reach {name} with probability {need.Probability:0.##}: {Need(curve, need.Size)}."
                )
            );
        }
    }

    private static string Need(RunCurve curve, double? size) =>
        size switch
        {
            null => "no number of rows found",
            { } rows when rows > curve.Forecast.Farthest =>
                $"about {Rows(rows)} rows, which is beyond {Rows(curve.Forecast.Farthest)} and no more than a guess",
            { } rows when rows <= curve.Measured[0].Size => $"{Rows(rows)} rows, the fewest tried, or fewer",
            { } rows => $"about {Rows(rows)} rows",
        };

    private static string Rows(double size) => size.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
