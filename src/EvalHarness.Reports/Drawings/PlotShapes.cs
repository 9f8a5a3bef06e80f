using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EvalHarness.Reports.Drawings;

/// <summary>The shapes of a figure: lines and bands over the plot, tags in pixels around a place.</summary>
internal static partial class PlotShapes
{
    /// <summary>Draws a shape.</summary>
    /// <param name="pen">The pen.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="across">Its axis across.</param>
    /// <param name="down">Its axis down.</param>
    /// <param name="plot">The plot.</param>
    public static void Draw(Pen pen, JsonNode shape, PlotAxis across, PlotAxis down, PlotBox plot)
    {
        string? fill = shape["fillcolor"] is { } color ? Palette.Token((string)color!) : null;
        double width = (double?)shape["line"]?["width"] ?? 0;
        string? stroke = width > 0 ? Palette.Token((string)shape["line"]!["color"]!) : null;
        double X(string key) => Place(shape, "x", key, across, plot.Left, plot.Width);
        double Y(string key) => Place(shape, "y", key, down, plot.Bottom, -plot.Height);
        switch ((string)shape["type"]!)
        {
            case "line":
                pen.Line(
                    X("x0"),
                    Y("y0"),
                    X("x1"),
                    Y("y1"),
                    stroke!,
                    width,
                    (string?)shape["line"]?["dash"] ?? "solid"
                );
                break;
            case "rect":
                var (left, right) = (Math.Min(X("x0"), X("x1")), Math.Max(X("x0"), X("x1")));
                var (top, bottom) = (Math.Min(Y("y0"), Y("y1")), Math.Max(Y("y0"), Y("y1")));
                left = Math.Max(left, shape["xsizemode"] is null ? plot.Left : left);
                right = Math.Min(right, shape["xsizemode"] is null ? plot.Right : right);
                pen.Rect(left, top, Math.Max(0, right - left), bottom - top, fill!, stroke: stroke);
                break;
            case "circle":
                pen.Circle(
                    (X("x0") + X("x1")) / 2,
                    (Y("y0") + Y("y1")) / 2,
                    Math.Abs(X("x1") - X("x0")) / 2,
                    fill!,
                    stroke
                );
                break;
            case "path":
                var (x, y) = (
                    Anchor(shape, "x", across, plot.Left, plot.Width),
                    Anchor(shape, "y", down, plot.Bottom, -plot.Height)
                );
                pen.Shape(
                    Corner().Matches((string)shape["path"]!).Select(one => (x + Number(one, 1), y - Number(one, 2))),
                    fill!,
                    stroke
                );
                break;
            default:
                throw new NotSupportedException($"shape {shape["type"]}");
        }
    }

    private static double Place(JsonNode shape, string way, string key, PlotAxis axis, double start, double length)
    {
        double value = (double)shape[key]!;
        return (string?)shape[way + "sizemode"] == "pixel"
                ? Anchor(shape, way, axis, start, length) + (way == "y" ? -value : value)
            : (string?)shape[way + "ref"] == "paper" ? start + (value * length)
            : axis.At(value);
    }

    private static double Anchor(JsonNode shape, string way, PlotAxis axis, double start, double length)
    {
        double value = (double)shape[way + "anchor"]!;
        return (string?)shape[way + "ref"] == "paper" ? start + (value * length) : axis.At(value);
    }

    private static double Number(Match corner, int group) =>
        double.Parse(corner.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("[ML](-?[0-9.]+),(-?[0-9.]+)")]
    private static partial Regex Corner();
}
