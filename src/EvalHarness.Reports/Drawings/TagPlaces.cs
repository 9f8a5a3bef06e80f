using System.Text.Json.Nodes;

namespace EvalHarness.Reports.Drawings;

/// <summary>Name tags in a plane: each stands beside its dot where it covers no dot, no other tag and no axis, tied to it by a line.</summary>
internal static class TagPlaces
{
    private const double Radius = 9;
    private const int Most = 14;

    /// <summary>Most models whose names find room beside their tags.</summary>
    private const int MostNames = 16;

    /// <summary>Draws the tags with their names.</summary>
    /// <param name="pen">The pen.</param>
    /// <param name="dots">The dots: where each is, and what it is called.</param>
    /// <param name="plot">Where they stand.</param>
    public static void Draw(Pen pen, IReadOnlyList<(double X, double Y, JsonNode Label)> dots, PlotBox plot)
    {
        bool isNamed = dots.Count <= MostNames;
        if (!isNamed)
        {
            pen.Text(plot.Right, plot.Bottom + 38, "numbers: rows of the leaderboard", "soft", 11, "end");
        }

        var taken = dots.Select(dot => new PlotBox(dot.X - 6, dot.Y - 6, dot.X + 6, dot.Y + 6)).ToList();
        foreach (var dot in dots.OrderBy(dot => dot.Y).ThenBy(dot => dot.X))
        {
            string name = isNamed ? Note.Plain((string)dot.Label["name"]!) : "";
            double size = (2 * Radius) + (isNamed ? 6 + TextWidth.Of(name, 12) : 0);
            var (dx, dy, side, box) = Free((dot.X, dot.Y), size, taken, plot);
            taken.Add(box);
            string kind = (string)dot.Label["kind"]!;
            double away = Math.Sqrt((dx * dx) + (dy * dy));
            pen.Line(dot.X + (5 * dx / away), dot.Y + (5 * dy / away), dot.X + dx, dot.Y + dy, kind);
            pen.Tag(kind, (string)dot.Label["tag"]!, dot.X + dx, dot.Y + dy);
            if (!isNamed)
            {
                continue;
            }

            double start = side > 0 ? box.Left + (2 * Radius) + 2 : box.Left;
            pen.Rect(start, box.Top + 2, box.Width - (2 * Radius) - 2, box.Height - 4, "card");
            pen.Text(
                dot.X + dx + (side * (Radius + 4)),
                dot.Y + dy + 4.5,
                name,
                size: 12,
                anchor: side > 0 ? "start" : "end"
            );
        }
    }

    /// <summary>The nearest free place: right before left, level before above and below.</summary>
    private static (double Dx, double Dy, int Side, PlotBox Box) Free(
        (double X, double Y) dot,
        double size,
        List<PlotBox> taken,
        PlotBox plot
    )
    {
        (double, double, int, PlotBox)? best = null;
        for (int step = 0; step < Most; step++)
        {
            foreach (int side in new[] { 1, -1 })
            {
                foreach (int rise in step == 0 ? new[] { 0 } : [-1, 1])
                {
                    double dx = side * (16 + Math.Min(step, 3));
                    double dy = rise * step * 11;
                    double left = side > 0 ? dot.X + dx - Radius : dot.X + dx + Radius - size;
                    var box = new PlotBox(left, dot.Y + dy - Radius - 1, left + size, dot.Y + dy + Radius + 1);
                    if (
                        box.Left < plot.Left + 2
                        || box.Right > plot.Right + 14
                        || box.Top < plot.Top - 6
                        || box.Bottom > plot.Bottom
                    )
                    {
                        continue;
                    }

                    best ??= (dx, dy, side, box);
                    if (!taken.Exists(box.Meets))
                    {
                        return (dx, dy, side, box);
                    }
                }
            }
        }

        return best ?? (16, 0, 1, new PlotBox(dot.X + 7, dot.Y - 10, dot.X + 7 + size, dot.Y + 10));
    }
}
