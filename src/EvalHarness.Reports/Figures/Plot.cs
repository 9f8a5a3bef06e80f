using System.Text;
using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Reports.Views;
using EvalHarness.Statistics.Intervals;
using Plotly.NET;

namespace EvalHarness.Reports.Figures;

/// <summary>Builds one chart with Plotly.NET in the words of this house: dots with intervals, bands, lines.</summary>
/// <remarks>Defaults are off: they would serialise Plotly.NET's own template into every figure; the page has ours.</remarks>
internal sealed class Plot
{
    private const double TagText = 10.6;
    private readonly List<GenericChart> charts = [];
    private readonly List<object> shapes = [];
    private readonly Dictionary<string, object> layout = new(StringComparer.Ordinal);

    /// <summary>Limits of an axis that is chosen by the data: shares in per cent never leave 0 to 100.</summary>
    public static object Within(bool isShare) => isShare ? new { minallowed = 0, maxallowed = 100 } : new { };

    private readonly List<object> annotations = [];

    /// <summary>
    /// Adds dots with intervals in the style of a model: its name tag, or the shape of its kind where the tag stands elsewhere. The
    /// legend says the number of the tag before the name.
    /// </summary>
    public Plot Dots(
        ModelStyle style,
        IReadOnlyList<Dot> dots,
        bool pale = false,
        bool legend = false,
        bool tagged = true
    )
    {
        var chart = Plotly.NET.CSharp.Chart.Point<double, double, string>(
            x: dots.Select(dot => dot.X),
            y: dots.Select(dot => dot.Y),
            Name: Text(tagged ? style.Numbered : style.Short),
            ShowLegend: legend,
            UseDefaults: false
        );
        var trace = GenericChart.getTraces(chart).Head;
        trace.SetProperty("marker", tagged ? Tag(style) : Marker(style));
        trace.SetProperty("hovertext", dots.Select(dot => Text(dot.Hover)));
        trace.SetProperty("hovertemplate", "%{hovertext}<extra></extra>");
        trace.SetProperty("legendgroup", style.Name);
        trace.SetProperty("opacity", pale ? 0.45 : 1);
        trace.SetProperty("cliponaxis", false);
        if (tagged)
        {
            trace.SetProperty("mode", "markers+text");
            trace.SetProperty("text", dots.Select(_ => style.Number));
            trace.SetProperty("textposition", "middle center");
            trace.SetProperty("textfont", new { color = Ink(style), size = TagText });
        }

        if (dots.Any(dot => dot.Plus is not null))
        {
            trace.SetProperty("error_x", Errors(style, dots));
        }

        charts.Add(chart);
        return this;
    }

    /// <summary>Adds the name tag of a model at a place.</summary>
    /// <param name="style">The model.</param>
    /// <param name="x">Its place across.</param>
    /// <param name="y">Its place up.</param>
    /// <param name="hover">What it says under the pointer.</param>
    /// <param name="name">Its name in the legend; empty for none.</param>
    /// <param name="interval">How far its interval goes down and up; null for none.</param>
    public Plot Tag(
        ModelStyle style,
        double x,
        double y,
        string hover,
        string name = "",
        (double Minus, double Plus)? interval = null
    )
    {
        var trace = new Trace("scatter");
        trace.SetProperty("x", new[] { x });
        trace.SetProperty("y", new[] { y });
        trace.SetProperty("mode", "markers+text");
        trace.SetProperty("text", new[] { style.Number });
        trace.SetProperty("textposition", "middle center");
        trace.SetProperty("textfont", new { color = Ink(style), size = TagText });
        trace.SetProperty("marker", Tag(style));
        trace.SetProperty("hovertext", new[] { Text(hover) });
        trace.SetProperty("hovertemplate", "%{hovertext}<extra></extra>");
        trace.SetProperty("cliponaxis", false);
        trace.SetProperty("showlegend", name.Length > 0);
        trace.SetProperty("name", Text(name));
        if (interval is var (minus, plus))
        {
            trace.SetProperty(
                "error_y",
                new
                {
                    type = "data",
                    symmetric = false,
                    array = new[] { plus },
                    arrayminus = new[] { minus },
                    color = style.Token,
                    thickness = 2,
                    width = 0,
                }
            );
        }

        return Add(GenericChart.ofTraceObject(false, trace));
    }

    /// <summary>Adds any other chart of Plotly.NET's.</summary>
    public Plot Add(GenericChart chart)
    {
        charts.Add(chart);
        return this;
    }

    /// <summary>Moves what was added last to another axis across.</summary>
    public Plot OnAxis(string axis)
    {
        GenericChart.getTraces(charts[^1]).Head.SetProperty("xaxis", axis);
        return this;
    }

    /// <summary>Adds a band behind the marks, over the whole height.</summary>
    public Plot Band(double from, double to)
    {
        shapes.Add(
            new
            {
                type = "rect",
                xref = "x",
                yref = "paper",
                x0 = from,
                x1 = to,
                y0 = 0,
                y1 = 1,
                fillcolor = "var(--band)",
                line = new { width = 0 },
                layer = "below",
            }
        );
        return this;
    }

    /// <summary>Adds a band behind the marks, over the whole width.</summary>
    public Plot Bar(double from, double to)
    {
        shapes.Add(
            new
            {
                type = "rect",
                xref = "paper",
                yref = "y",
                x0 = 0,
                x1 = 1,
                y0 = from,
                y1 = to,
                fillcolor = "var(--band)",
                line = new { width = 0 },
                layer = "below",
            }
        );
        return this;
    }

    /// <summary>Adds a vertical line behind the marks.</summary>
    public Plot Line(double at)
    {
        shapes.Add(
            new
            {
                type = "line",
                xref = "x",
                yref = "paper",
                x0 = at,
                x1 = at,
                y0 = 0,
                y1 = 1,
                line = new { color = "var(--faint)", width = 1.5 },
                layer = "below",
            }
        );
        return this;
    }

    /// <summary>Adds a shape in pixels around a place of the chart.</summary>
    public Plot Shape(object shape)
    {
        shapes.Add(shape);
        return this;
    }

    /// <summary>Adds a text at a place of the chart.</summary>
    public Plot Note(object annotation)
    {
        annotations.Add(annotation);
        return this;
    }

    /// <summary>Sets a part of the layout.</summary>
    public Plot With(string part, object value)
    {
        layout[part] = value;
        return this;
    }

    public Figure Draw(int height, string label)
    {
        height = (height + 19) / 20 * 20;
        var whole = new Layout();
        whole.SetProperty("height", height);
        foreach (var (part, value) in layout)
        {
            whole.SetProperty(part, value);
        }

        if (annotations.Count > 0)
        {
            whole.SetProperty("annotations", annotations);
        }

        if (shapes.Count > 0)
        {
            whole.SetProperty("shapes", shapes);
        }

        var chart = GenericChart.setLayout(whole, GenericChart.combine(charts));
        return new Figure(Safe(GenericChart.toFigureJson(chart)), height, label);
    }

    /// <summary>A text that Plotly shows as it is: it would read tags and entities in it as its own markup.</summary>
    public static string Text(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>The shape of a model's kind.</summary>
    public static string Symbol(ModelStyle style) =>
        style.Kind switch
        {
            ModelKind.Custom => "circle",
            ModelKind.General => "square",
            ModelKind.Baseline => "diamond",
            _ => throw new System.Diagnostics.UnreachableException(),
        } + Suffix(style.Filling);

    private static string Suffix(Filling filling) =>
        filling switch
        {
            Filling.Solid => "",
            Filling.Open => "-open",
            Filling.Dot => "-open-dot",
            Filling.Cross => "-cross-open",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>Ink of the number in a tag: of the card on a filled shape, of the kind in a hollow one.</summary>
    public static string Ink(ModelStyle style) => style.Kind == ModelKind.Baseline ? style.Token : "var(--card)";

    /// <summary>The shape of a kind where there is no room for a tag.</summary>
    public static string Point(ModelStyle style) =>
        style.Kind switch
        {
            ModelKind.Custom => "circle",
            ModelKind.General => "square",
            ModelKind.Baseline => "diamond-open",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static object Marker(ModelStyle style) =>
        new
        {
            symbol = Point(style),
            color = style.Token,
            size = style.Kind == ModelKind.General ? 9 : 10,
            line = new { color = style.Token, width = style.Kind == ModelKind.Baseline ? 2 : 0 },
        };

    private static object Tag(ModelStyle style) =>
        new
        {
            symbol = style.Kind switch
            {
                ModelKind.Custom => "circle",
                ModelKind.General => "square",
                _ => "hexagon2",
            },
            color = style.Kind == ModelKind.Baseline ? "var(--card)" : style.Token,
            size = style.Kind == ModelKind.General ? 16 : 17,
            line = new { color = style.Token, width = 1.5 },
        };

    private static object Errors(ModelStyle style, IReadOnlyList<Dot> dots) =>
        new
        {
            type = "data",
            symmetric = false,
            array = dots.Select(dot => dot.Plus ?? 0),
            arrayminus = dots.Select(dot => dot.Minus ?? 0),
            color = style.Token,
            thickness = 2,
            width = 0,
        };

    /// <summary>Plotly.NET's JSON does not escape markup: written anew by the encoder that does.</summary>
    private static string Safe(string json)
    {
        using var document = JsonDocument.Parse(json);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            document.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}

/// <summary>A mark in a chart.</summary>
/// <param name="X">Its place across.</param>
/// <param name="Y">Its place down.</param>
/// <param name="Minus">Interval to the left; null for none.</param>
/// <param name="Plus">Interval to the right; null for none.</param>
/// <param name="Hover">What it says under the pointer.</param>
internal sealed record Dot(double X, double Y, double? Minus, double? Plus, string Hover)
{
    /// <summary>The mark of an estimate.</summary>
    public static Dot Of(Estimate estimate, double scale, double y, string hover) =>
        new(
            estimate.Value!.Value * scale,
            y,
            (estimate.Value - estimate.Low) * scale,
            (estimate.High - estimate.Value) * scale,
            hover
        );
}
