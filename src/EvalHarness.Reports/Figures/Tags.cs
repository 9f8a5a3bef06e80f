using EvalHarness.Core;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Figures;

/// <summary>Name tags drawn beside the marks of a chart: the number of a model in the shape of its kind, in pixels.</summary>
internal static class Tags
{
    private const int Radius = 9;

    /// <summary>Adds a tag left of the plot, in the row of a category.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="style">The model.</param>
    /// <param name="row">Its row.</param>
    /// <param name="shift">Pixels from the left edge of the plot to the middle of the tag, negative to the left.</param>
    public static Plot RowTag(this Plot plot, ModelStyle style, int row, int shift) =>
        plot.Shape(Shape(style, row, shift))
            .Note(
                new
                {
                    xref = "paper",
                    x = 0,
                    yref = "y",
                    y = row,
                    xanchor = "center",
                    xshift = shift,
                    showarrow = false,
                    text = $"<b>{style.Number}</b>",
                    font = new { size = 11, color = Plot.Ink(style) },
                }
            );

    private static Dictionary<string, object> Shape(ModelStyle style, int row, int shift)
    {
        bool isHollow = style.Kind == ModelKind.Baseline;
        (string type, string? path) = style.Kind switch
        {
            ModelKind.Custom => ("circle", null),
            ModelKind.General => ("rect", (string?)null),
            _ => (
                "path",
                FormattableString.Invariant(
                    $"M{shift - 5},-8L{shift + 5},-8L{shift + 9},0L{shift + 5},8L{shift - 5},8L{shift - 9},0Z"
                )
            ),
        };
        var shape = new Dictionary<string, object>
        {
            ["type"] = type,
            ["xref"] = "paper",
            ["xsizemode"] = "pixel",
            ["xanchor"] = 0,
            ["yref"] = "y",
            ["ysizemode"] = "pixel",
            ["yanchor"] = row,
            ["fillcolor"] = isHollow ? "var(--card)" : style.Token,
            ["line"] = new { color = style.Token, width = isHollow ? 1.5 : 0 },
        };
        if (path is not null)
        {
            shape["path"] = path;
        }
        else
        {
            (shape["x0"], shape["x1"], shape["y0"], shape["y1"]) = (shift - Radius, shift + Radius, -Radius, Radius);
        }

        return shape;
    }
}
