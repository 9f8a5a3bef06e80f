using System.Text.Json.Nodes;

namespace EvalHarness.Reports.Drawings;

/// <summary>What the lines and marks of a figure stand for, in rows above it.</summary>
/// <param name="traces">The traces of the figure.</param>
internal sealed class Legend(IEnumerable<JsonNode> traces)
{
    private const double Row = 20;
    private const double Sample = 30;
    private const double Size = 12;

    private readonly JsonNode[] shown =
    [
        .. traces.Where(trace =>
            trace["showlegend"]?.GetValue<bool>() != false && (string?)trace["name"] is { Length: > 0 }
        ),
    ];

    /// <summary>Pixels that it takes.</summary>
    public double Height => shown.Length == 0 ? 0 : (Places().Max(place => place.Y) + Row + 6);

    /// <summary>Draws it from the upper end on.</summary>
    public void Draw(Pen pen)
    {
        foreach (var (trace, (x, y)) in shown.Zip(Places()))
        {
            double middle = y + (Row / 2);
            if ((string?)trace["fill"] == "toself")
            {
                pen.Rect(x, middle - 6, Sample - 6, 12, Palette.Token((string)trace["fillcolor"]!), 0.16);
            }
            else
            {
                Show(pen, trace, x, middle);
            }

            pen.Text(x + Sample, middle + 4, Note.Plain((string)trace["name"]!), "soft", Size);
        }
    }

    private static void Show(Pen pen, JsonNode trace, double x, double middle)
    {
        string mode = (string?)trace["mode"] ?? "markers";
        var (line, marker) = (trace["line"], trace["marker"]);
        if (mode.Contains("lines", StringComparison.Ordinal))
        {
            string color = Palette.Token((string?)line?["color"] ?? "ink");
            pen.Line(x, middle, x + Sample - 6, middle, color, 2.2, (string?)line?["dash"] ?? "solid");
        }

        if (mode.Contains("markers", StringComparison.Ordinal) && marker is not null)
        {
            string color = Palette.Token((string?)marker["color"] ?? "ink");
            string? edge =
                (double?)marker["line"]?["width"] > 0 ? Palette.Token((string)marker["line"]!["color"]!) : null;
            double size = Math.Min(11, (double?)marker["size"] ?? 8);
            Symbols.Draw(
                pen,
                (string?)marker["symbol"] ?? "circle",
                x + ((Sample - 6) / 2),
                middle,
                size,
                color,
                edge,
                ""
            );
        }
    }

    private IEnumerable<(double X, double Y)> Places()
    {
        double x = 0;
        double y = 0;
        foreach (var trace in shown)
        {
            double width = Sample + TextWidth.Of(Note.Plain((string)trace["name"]!), Size) + 18;
            if (x > 0 && x + width > Drawing.Width)
            {
                (x, y) = (0, y + Row);
            }

            yield return (x, y);
            x += width;
        }
    }
}
