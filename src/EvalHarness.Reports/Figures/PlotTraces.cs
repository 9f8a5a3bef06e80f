using Plotly.NET;

namespace EvalHarness.Reports.Figures;

/// <summary>Traces that Plotly knows and the house has no words of its own for.</summary>
internal static class PlotTraces
{
    /// <summary>Adds a trace of any type.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="type">The type as Plotly names it.</param>
    /// <param name="properties">Its properties as Plotly names them.</param>
    public static Plot Trace(this Plot plot, string type, params (string Name, object Value)[] properties)
    {
        var trace = new Trace(type);
        foreach (var (name, value) in properties)
        {
            trace.SetProperty(name, value);
        }

        return plot.Add(GenericChart.ofTraceObject(false, trace));
    }

    /// <summary>Adds a line.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="x">Its places across.</param>
    /// <param name="y">Its places up.</param>
    /// <param name="name">Its name in the legend; empty for none.</param>
    /// <param name="color">Its colour, as a token of the theme.</param>
    /// <param name="dash">Its dash as Plotly names it.</param>
    /// <param name="symbol">A symbol set on it here and there, as Plotly names it; empty for none.</param>
    public static Plot Curve(
        this Plot plot,
        IEnumerable<double> x,
        IEnumerable<double> y,
        string name,
        string color,
        string dash = "solid",
        string symbol = ""
    ) =>
        plot.Trace(
            "scatter",
            ("x", x),
            ("y", y),
            ("mode", symbol.Length > 0 ? "lines+markers" : "lines"),
            (
                "marker",
                new
                {
                    symbol = symbol.Length > 0 ? symbol : "circle",
                    size = 8,
                    color,
                    maxdisplayed = 7,
                }
            ),
            ("name", Plot.Text(name)),
            ("showlegend", name.Length > 0),
            ("legendgroup", name),
            (
                "line",
                new
                {
                    color,
                    width = 2.2,
                    dash,
                }
            ),
            ("hovertemplate", name.Length > 0 ? Plot.Text(name) + ": %{y}<extra></extra>" : "%{y}<extra></extra>")
        );

    /// <summary>Adds a band between two curves.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="x">Its places across.</param>
    /// <param name="low">Its lower edge.</param>
    /// <param name="high">Its upper edge.</param>
    /// <param name="color">Its colour, as a token of the theme.</param>
    /// <param name="name">Its name in the legend; empty for none.</param>
    public static Plot Between(
        this Plot plot,
        IReadOnlyList<double> x,
        IEnumerable<double> low,
        IEnumerable<double> high,
        string color,
        string name = ""
    ) =>
        plot.Trace(
            "scatter",
            ("x", x.Concat(x.Reverse())),
            ("y", high.Concat(low.Reverse())),
            ("mode", "lines"),
            ("fill", "toself"),
            ("fillcolor", color),
            ("opacity", 0.16),
            ("line", new { width = 0 }),
            ("name", name),
            ("showlegend", name.Length > 0),
            ("hoverinfo", "skip")
        );
}
