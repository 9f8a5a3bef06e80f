namespace EvalHarness.Reports.Drawings;

/// <summary>The shapes of marks by the names that figures use.</summary>
internal static class Symbols
{
    /// <summary>Draws one.</summary>
    /// <param name="pen">The pen.</param>
    /// <param name="name">Its name in the figure: <c>circle</c>, <c>diamond-open</c>.</param>
    /// <param name="x">Its middle across.</param>
    /// <param name="y">Its middle down.</param>
    /// <param name="size">Its width in pixels.</param>
    /// <param name="color">Its colour.</param>
    /// <param name="edge">Colour of its edge where that is another.</param>
    /// <param name="mark">Its class.</param>
    public static void Draw(
        Pen pen,
        string name,
        double x,
        double y,
        double size,
        string color,
        string? edge,
        string mark
    )
    {
        string shape = name.Split('-')[0];
        bool isOpen = name.Contains("-open", StringComparison.Ordinal);
        (string fill, string? stroke) = isOpen ? ("card", color) : (color, edge);
        double r = size / 2;
        switch (shape)
        {
            case "circle":
                pen.Circle(x, y, r, fill, stroke, mark);
                break;
            case "square":
                pen.Rect(x - r, y - r, size, size, fill, mark: mark, stroke: stroke);
                break;
            case "diamond":
                double d = r * 1.3;
                pen.Shape([(x, y - d), (x + d, y), (x, y + d), (x - d, y)], fill, stroke, mark: mark);
                break;
            case "hexagon2":
                pen.Shape(Around(x, y, 6, 0, r, r), fill, stroke, mark: mark);
                break;
            case "star":
                pen.Shape(Around(x, y, 10, -Math.PI / 2, r * 1.3, r * 0.55), fill, stroke, mark: mark);
                break;
            case "x":
                pen.Line(x - r, y - r, x + r, y + r, color, 3, mark: mark);
                pen.Line(x - r, y + r, x + r, y - r, color, 3);
                break;
            default:
                throw new NotSupportedException($"symbol {name}");
        }

        if (name.EndsWith("-dot", StringComparison.Ordinal))
        {
            pen.Circle(x, y, 1.5, color);
        }
        else if (
            name.EndsWith("-cross-open", StringComparison.Ordinal) || name.Contains("-cross", StringComparison.Ordinal)
        )
        {
            pen.Line(x - r, y, x + r, y, color);
            pen.Line(x, y - r, x, y + r, color);
        }
    }

    private static IEnumerable<(double X, double Y)> Around(
        double x,
        double y,
        int corners,
        double start,
        double outer,
        double inner
    ) =>
        Enumerable
            .Range(0, corners)
            .Select(i =>
            {
                double angle = start + (2 * Math.PI * i / corners);
                double radius = i % 2 == 0 ? outer : inner;
                return (x + (radius * Math.Cos(angle)), y + (radius * Math.Sin(angle)));
            });
}
