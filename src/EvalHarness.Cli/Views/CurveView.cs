using System.Globalization;
using EvalHarness.Decisions;
using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>Learning curves in the terminal.</summary>
internal static class CurveView
{
    public static void Write(Terminal terminal, IEnumerable<LearningCurves> curves)
    {
        foreach (var curve in curves)
        {
            Write(terminal, curve);
            terminal.Write("");
        }
    }

    private static void Write(Terminal terminal, LearningCurves curve)
    {
        terminal.Write(
            FormattableString.Invariant($"{curve.Curve} · {curve.Task}/{curve.Metric} · {curve.Samples} answers a size")
        );
        var goal = curve.Study.Target is { } target ? $"reaches {Percent(target)}" : "";
        var table = new Table().Border(TableBorder.None).AddColumns("rows", "measured", "fitted", "90 % band", goal);
        foreach (var point in curve.Study.Points)
        {
            table.AddRow(
                point.Size.ToString("N0", CultureInfo.InvariantCulture),
                point.Measured is { } measured ? Percent(measured) : "[grey]extrapolated[/]",
                Percent(point.Mean),
                $"{Percent(point.Low)} to {Percent(point.High)}",
                point.Reaches is { } reaches ? Percent(reaches) : ""
            );
        }

        terminal.Out.Write(table);
        foreach (var need in curve.Study.Needed)
        {
            terminal.Write(Need(curve, need));
        }

        if (curve.Study.Fit is { } fit)
        {
            terminal.Write(
                FormattableString.Invariant(
                    $"Best fit: error = {fit.Limit:0.###} + {fit.Scale:0.###} × rows^-{fit.Exponent:0.###}. Beyond {LearningCurve.FarthestRatio:0} times the largest size nothing is shown."
                )
            );
        }
    }

    private static string Need(LearningCurves curve, CurveNeed need)
    {
        var goal = curve.Target is { } model
            ? $"{model} ({Percent(curve.Study.Target!.Value)})"
            : Percent(curve.Study.Target!.Value);
        return need.Size is { } size
            ? FormattableString.Invariant(
                $"To reach {goal} with probability {need.Probability:0.##}: about {size:N0} rows."
            )
            : FormattableString.Invariant(
                $"To reach {goal} with probability {need.Probability:0.##}: no number of rows found."
            );
    }

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
