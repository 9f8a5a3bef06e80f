using System.Text.Json.Nodes;
using EvalHarness.Reports.Figures;

namespace EvalHarness.Reports.Drawings;

/// <summary>Draws the figure of a page as a picture: from the traces and the layout that the page's script reads, and nothing else.</summary>
internal static class Plotted
{
    private const double Tick = 12;

    /// <summary>The picture of a figure.</summary>
    /// <param name="name">Name in file names.</param>
    /// <param name="data">Name of the table with its numbers.</param>
    /// <param name="title">What it asks or shows.</param>
    /// <param name="figure">The figure.</param>
    public static Drawing Of(string name, string data, string title, Figure figure)
    {
        var json = JsonNode.Parse(figure.Json)!;
        double above = Legend(json).Height;
        return new(name, data, title, figure.Label, figure.Height + above, pen => Draw(pen, json, figure.Height));
    }

    private static Legend Legend(JsonNode figure) =>
        new((bool?)figure["layout"]!["showlegend"] == true ? figure["data"]!.AsArray().Select(trace => trace!) : []);

    private static void Draw(Pen pen, JsonNode figure, double height)
    {
        var layout = figure["layout"]!;
        JsonNode[] traces = [.. figure["data"]!.AsArray().Select(trace => trace!)];
        var legend = Legend(figure);
        legend.Draw(pen);
        pen.Open(0, legend.Height);
        var (across, free, down, plot) = Axes(layout, traces, height);
        pen.Clip(plot.Left, plot.Top, plot.Width, plot.Height);
        JsonNode[] shapes = [.. layout["shapes"]?.AsArray().Select(shape => shape!) ?? []];
        foreach (var shape in shapes.Where(shape => (string?)shape["type"] == "rect" && shape["xsizemode"] is null))
        {
            PlotShapes.Draw(pen, shape, across, down, plot);
        }

        Grid(pen, across, down, plot);
        if (free is not null)
        {
            Labels(pen, free, plot);
        }

        foreach (var shape in shapes.Where(shape => (string?)shape["type"] != "rect" || shape["xsizemode"] is not null))
        {
            PlotShapes.Draw(pen, shape, across, down, plot);
        }

        PlotAxis AcrossOf(JsonNode one, string key) => (string?)one[key] is "x2" && free is not null ? free : across;
        foreach (var trace in traces)
        {
            Trace(pen, trace, AcrossOf(trace, "xaxis"), down);
        }

        foreach (var note in layout["annotations"]?.AsArray().Select(note => note!) ?? [])
        {
            Note.Draw(pen, note, AcrossOf(note, "xref"), down, plot);
        }

        if (layout["meta"]?["labels"] is JsonArray labels)
        {
            var dots = labels.Select(one => (AcrossOf(one!, "xref").At(one!["x"]!), down.At(one["y"]!), one)).ToArray();
            TagPlaces.Draw(pen, dots, plot);
        }

        pen.Close();
    }

    private static void Trace(Pen pen, JsonNode trace, PlotAxis across, PlotAxis down)
    {
        switch ((string?)trace["type"])
        {
            case "bar":
                PlotBars.Bars(pen, trace, across, down);
                break;
            case "waterfall":
                PlotBars.Steps(pen, trace, across, down);
                break;
            default:
                PlotMarks.Draw(pen, trace, across, down);
                break;
        }
    }

    private static (PlotAxis Across, PlotAxis? Free, PlotAxis Down, PlotBox Plot) Axes(
        JsonNode layout,
        JsonNode[] traces,
        double height
    )
    {
        JsonNode[] On(string axis) =>
            [
                .. traces
                    .Where(trace => ((string?)trace["xaxis"] ?? "x") == axis)
                    .SelectMany(trace => PlotMarks.Along(trace, "x")),
            ];
        JsonNode[] rows = [.. traces.SelectMany(trace => PlotMarks.Along(trace, "y"))];
        var margin = layout["margin"];
        double top = (double?)margin?["t"] ?? 10;
        double bottom = height - ((double?)margin?["b"] ?? 48);
        var down = new PlotAxis(layout["yaxis"], rows, bottom, top);
        double widest = down.HasLabels
            ? down.Ticks().Select(tick => TextWidth.Of(tick.Text, Tick)).DefaultIfEmpty().Max()
            : 0;
        double left = (double?)margin?["l"] ?? widest + 12 + (down.Title.Length > 0 ? 22 : 0);
        double right = Drawing.Width - Math.Max((double?)margin?["r"] ?? 20, 20);
        var across = new PlotAxis(layout["xaxis"], On("x"), left, right);
        var free = layout["xaxis2"] is { } second ? new PlotAxis(second, On("x2"), left, right) : null;
        return (across, free, down, new PlotBox(left, top, right, bottom));
    }

    private static void Grid(Pen pen, PlotAxis across, PlotAxis down, PlotBox plot)
    {
        if (down.HasGrid)
        {
            foreach (var (y, _) in down.Ticks())
            {
                pen.Line(plot.Left, y, plot.Right, y, "grid");
            }
        }

        if (across.HasGrid)
        {
            foreach (var (x, _) in across.Ticks())
            {
                pen.Line(x, plot.Top, x, plot.Bottom, "grid");
            }
        }

        if (down.HasNought)
        {
            pen.Line(plot.Left, down.At(0), plot.Right, down.At(0), "faint");
        }

        if (across.HasNought)
        {
            pen.Line(across.At(0), plot.Top, across.At(0), plot.Bottom, "faint");
        }

        foreach (var (y, text) in down.HasLabels ? down.Ticks() : [])
        {
            pen.Text(plot.Left - 8, y + 4.3, text, "ink", Tick, "end");
        }

        Labels(pen, across, plot);
        var (from, to) = across.Ends;
        pen.Text((from + to) / 2, plot.Bottom + 38, across.Title, "soft", anchor: "middle");
        if (down.Title.Length > 0)
        {
            pen.Text(12, (plot.Top + plot.Bottom) / 2, down.Title, "soft", anchor: "middle", turn: -90);
        }
    }

    private static void Labels(Pen pen, PlotAxis across, PlotBox plot)
    {
        foreach (var (x, text) in across.Ticks())
        {
            pen.Text(x, plot.Bottom + 18, text, "ink", Tick, "middle");
        }
    }
}
