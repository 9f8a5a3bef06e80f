using System.Text.Json.Nodes;

namespace EvalHarness.Reports.Drawings;

/// <summary>The lying bars of a figure, with their amounts beside them.</summary>
internal static class PlotBars
{
    private const double Thickness = 0.62;

    /// <summary>Draws bars from nought.</summary>
    public static void Bars(Pen pen, JsonNode trace, PlotAxis across, PlotAxis down)
    {
        var rows = PlotMarks.Values(trace["y"]);
        var colors = PlotMarks.Values(trace["marker"]?["color"]);
        var texts = PlotMarks.Values(trace["text"]);
        double[] values = [.. PlotMarks.Values(trace["x"]).Select(value => (double)value)];
        for (int i = 0; i < values.Length; i++)
        {
            string color = Palette.Token((string)colors[Math.Min(i, colors.Count - 1)]!);
            Bar(pen, across, down.At(rows[i]), down.Step, (0, values[i]), color, (string?)texts.ElementAtOrDefault(i));
        }
    }

    /// <summary>Draws the steps of a sum.</summary>
    public static void Steps(Pen pen, JsonNode trace, PlotAxis across, PlotAxis down)
    {
        var rows = PlotMarks.Values(trace["y"]);
        var texts = PlotMarks.Values(trace["text"]);
        var kinds = PlotMarks.Values(trace["measure"]);
        var steps = Waterfall(trace);
        for (int i = 0; i < steps.Count; i++)
        {
            var (from, to) = steps[i];
            string part =
                (string?)kinds[i] != "relative" ? "totals"
                : to >= from ? "increasing"
                : "decreasing";
            string color = Palette.Token((string)trace[part]!["marker"]!["color"]!);
            double y = down.At(rows[i]);
            if (i + 1 < steps.Count)
            {
                pen.Line(across.At(to), y, across.At(to), down.At(rows[i + 1]), "faint");
            }

            Bar(pen, across, y, down.Step, (from, to), color, (string?)texts[i]);
        }
    }

    /// <summary>Where each step begins and ends.</summary>
    public static IReadOnlyList<(double From, double To)> Waterfall(JsonNode trace)
    {
        var steps = new List<(double From, double To)>();
        double level = 0;
        foreach (var (kind, change) in PlotMarks.Values(trace["measure"]).Zip(PlotMarks.Values(trace["x"])))
        {
            (double from, double to) = (string?)kind switch
            {
                "absolute" => (0, (double)change),
                "relative" => (level, level + (double)change),
                _ => (0, level),
            };
            steps.Add((from, to));
            level = to;
        }

        return steps;
    }

    private static void Bar(
        Pen pen,
        PlotAxis across,
        double middle,
        double step,
        (double From, double To) ends,
        string color,
        string? text
    )
    {
        double left = across.At(Math.Min(ends.From, ends.To));
        double right = across.At(Math.Max(ends.From, ends.To));
        double height = step * Thickness;
        pen.Rect(left, middle - (height / 2), Math.Max(right - left, 0.75), height, color, round: 2, mark: Pen.Value);
        if (text is not null)
        {
            bool isBack = ends.To < ends.From;
            pen.Text(isBack ? left - 5 : right + 5, middle + 4.5, Note.Plain(text), anchor: isBack ? "end" : "start");
        }
    }
}
