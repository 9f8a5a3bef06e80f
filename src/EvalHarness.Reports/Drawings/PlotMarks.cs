using System.Text.Json;
using System.Text.Json.Nodes;

namespace EvalHarness.Reports.Drawings;

/// <summary>The traces of a figure: dots with intervals, lines, areas.</summary>
internal static class PlotMarks
{
    /// <summary>Draws a trace of the type scatter.</summary>
    /// <param name="pen">The pen.</param>
    /// <param name="trace">The trace.</param>
    /// <param name="across">Its axis across.</param>
    /// <param name="down">Its axis down.</param>
    public static void Draw(Pen pen, JsonNode trace, PlotAxis across, PlotAxis down)
    {
        (double X, double Y)[] places =
        [
            .. Values(trace["x"]).Zip(Values(trace["y"]), (x, y) => (across.At(x), down.At(y))),
        ];
        string mode = (string?)trace["mode"] ?? "markers";
        if ((string?)trace["fill"] == "toself")
        {
            pen.Shape(places, Palette.Token((string)trace["fillcolor"]!), opacity: (double?)trace["opacity"] ?? 1);
            return;
        }

        if (mode.Contains("lines", StringComparison.Ordinal))
        {
            var line = trace["line"];
            pen.Curve(
                (string?)line?["shape"] == "hv" ? Stepped(places) : places,
                Palette.Token((string?)line?["color"] ?? "ink"),
                (double?)line?["width"] ?? 2,
                (string?)line?["dash"] ?? "solid"
            );
        }

        if (mode.Contains("markers", StringComparison.Ordinal))
        {
            Errors(pen, trace, "error_x", across, places, isAcross: true);
            Errors(pen, trace, "error_y", down, places, isAcross: false);
            Marks(pen, trace, places);
        }

        if (mode.Contains("text", StringComparison.Ordinal))
        {
            Texts(pen, trace, places);
        }
    }

    /// <summary>The values of a part of a trace: one for all, or one each.</summary>
    public static IReadOnlyList<JsonNode> Values(JsonNode? part) =>
        part switch
        {
            JsonArray many => [.. many.Select(one => one!)],
            null => [],
            _ => [part],
        };

    private static void Marks(Pen pen, JsonNode trace, (double X, double Y)[] places)
    {
        var marker = trace["marker"];
        string color = Palette.Token((string?)marker?["color"] ?? "ink");
        string? edge =
            (double?)marker?["line"]?["width"] > 0 ? Palette.Token((string)marker!["line"]!["color"]!) : null;
        int most = (int?)marker?["maxdisplayed"] ?? 0;
        int step = most > 0 ? Math.Max(1, (int)Math.Ceiling(places.Length / (double)most)) : 1;
        for (int i = 0; i < places.Length; i += step)
        {
            Symbols.Draw(
                pen,
                (string?)marker?["symbol"] ?? "circle",
                places[i].X,
                places[i].Y,
                (double?)marker?["size"] ?? 6,
                color,
                edge,
                most > 0 ? "" : Pen.Value
            );
        }
    }

    private static void Texts(Pen pen, JsonNode trace, (double X, double Y)[] places)
    {
        string place = (string?)trace["textposition"] ?? "middle center";
        string color = Palette.Token((string?)trace["textfont"]?["color"] ?? "ink");
        double size = (double?)trace["textfont"]?["size"] ?? 12.5;
        var texts = Values(trace["text"]);
        double away = ((double?)trace["marker"]?["size"] ?? 6) / 2 + 4;
        string[] words = place.Split(' ');
        double dx = words[1] switch
        {
            "left" => -away,
            "right" => away,
            _ => 0,
        };
        double dy = words[0] switch
        {
            "top" => -away,
            "bottom" => away + (0.7 * size),
            _ => 0.36 * size,
        };
        string anchor = words[1] switch
        {
            "left" => "end",
            "right" => "start",
            _ => "middle",
        };
        for (int i = 0; i < places.Length; i++)
        {
            string text = Note.Plain((string)texts[Math.Min(i, texts.Count - 1)]!);
            pen.Text(places[i].X + dx, places[i].Y + dy, text, color, size, anchor, isBold: place == "middle center");
        }
    }

    private static void Errors(
        Pen pen,
        JsonNode trace,
        string key,
        PlotAxis axis,
        (double X, double Y)[] places,
        bool isAcross
    )
    {
        if (trace[key] is not { } error)
        {
            return;
        }

        var (plus, minus) = (Values(error["array"]), Values(error["arrayminus"]));
        var at = Values(trace[isAcross ? "x" : "y"]);
        string color = Palette.Token((string)error["color"]!);
        double width = (double?)error["thickness"] ?? 2;
        for (int i = 0; i < places.Length; i++)
        {
            double low = axis.At((double)at[i] - (double)minus[i]);
            double high = axis.At((double)at[i] + (double)plus[i]);
            if (isAcross)
            {
                pen.Line(low, places[i].Y, high, places[i].Y, color, width);
            }
            else
            {
                pen.Line(places[i].X, low, places[i].X, high, color, width);
            }
        }
    }

    private static IEnumerable<(double X, double Y)> Stepped((double X, double Y)[] places)
    {
        for (int i = 0; i < places.Length; i++)
        {
            if (i > 0)
            {
                yield return (places[i].X, places[i - 1].Y);
            }

            yield return places[i];
        }
    }

    /// <summary>All that a trace puts along an axis, the ends of its intervals included.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="way">The axis: x or y.</param>
    public static IEnumerable<JsonNode> Along(JsonNode trace, string way)
    {
        var values = Values(trace[way]);
        if ((string?)trace["type"] == "waterfall" && way == "x")
        {
            return PlotBars.Waterfall(trace).SelectMany(bar => new JsonNode[] { bar.From, bar.To });
        }

        if (trace["error_" + way] is not { } error)
        {
            return (string?)trace["type"] == "bar" && way == "x" ? values.Append(0) : values;
        }

        var (plus, minus) = (Values(error["array"]), Values(error["arrayminus"]));
        return values.SelectMany(
            (value, i) =>
                value.GetValueKind() == JsonValueKind.Number
                    ? new JsonNode[] { (double)value - (double)minus[i], (double)value + (double)plus[i] }
                    : [value]
        );
    }
}
