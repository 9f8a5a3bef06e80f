using System.Globalization;
using System.Text;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Drawings;

/// <summary>
/// Writes the marks of one picture. Colours are names of the theme: each mark carries its colour on white, and a rule for a
/// dark surrounding; a program that knows no such rules shows the light one.
/// </summary>
internal sealed class Pen
{
    private readonly StringBuilder body = new();
    private readonly SortedSet<string> used = new(StringComparer.Ordinal) { "f-card" };

    /// <summary>The class of marks that stand for a value, which a test counts.</summary>
    public const string Value = "value";

    /// <summary>What was drawn.</summary>
    public string Body => body.ToString();

    /// <summary>The rules for a dark surrounding.</summary>
    public string Style =>
        "@media (prefers-color-scheme:dark){"
        + string.Concat(
            used.Select(name => $".{name}{{{(name[0] == 'f' ? "fill" : "stroke")}:{Palette.Dark(name[2..])}}}")
        )
        + "}";

    /// <summary>Moves what follows, until it is closed.</summary>
    public void Open(double x, double y) =>
        body.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({N(x)} {N(y)})\">\n");

    /// <summary>Ends what was moved.</summary>
    public void Close() => body.Append("</g>\n");

    /// <summary>Bounds what curves may cover.</summary>
    public void Clip(double x, double y, double width, double height) =>
        body.Append(
            CultureInfo.InvariantCulture,
            $"<clipPath id=\"plot\"><rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\"/></clipPath>\n"
        );

    public void Line(
        double x1,
        double y1,
        double x2,
        double y2,
        string color,
        double width = 1,
        string dash = "solid",
        string mark = ""
    ) =>
        body.Append(
            CultureInfo.InvariantCulture,
            $"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\"{Stroke(color, width, dash, mark)}/>\n"
        );

    public void Rect(
        double x,
        double y,
        double width,
        double height,
        string fill,
        double opacity = 1,
        double round = 0,
        string mark = "",
        string? stroke = null
    ) =>
        body.Append(
            CultureInfo.InvariantCulture,
            $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\"{(round > 0 ? $" rx=\"{N(round)}\"" : "")}{Paint(fill, stroke, stroke is null ? 0 : 1.5, mark)}{Opacity(opacity)}/>\n"
        );

    public void Circle(double x, double y, double radius, string fill, string? stroke = null, string mark = "") =>
        body.Append(
            CultureInfo.InvariantCulture,
            $"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\"{Paint(fill, stroke, stroke is null ? 0 : 1.5, mark)}/>\n"
        );

    /// <summary>A closed shape.</summary>
    public void Shape(
        IEnumerable<(double X, double Y)> corners,
        string fill,
        string? stroke = null,
        double opacity = 1,
        string mark = ""
    ) =>
        body.Append(
            CultureInfo.InvariantCulture,
            $"<path d=\"{Way(corners)}Z\"{Paint(fill, stroke, stroke is null ? 0 : 1.5, mark)}{Opacity(opacity)}/>\n"
        );

    /// <summary>A line through places, clipped to the plot.</summary>
    public void Curve(IEnumerable<(double X, double Y)> places, string color, double width, string dash) =>
        body.Append(
            CultureInfo.InvariantCulture,
            $"<path d=\"{Way(places)}\"{Stroke(color, width, dash, "", "f-none")} clip-path=\"url(#plot)\"/>\n"
        );

    public void Text(
        double x,
        double y,
        string text,
        string color = "ink",
        double size = 12.5,
        string anchor = "start",
        bool isBold = false,
        double turn = 0
    )
    {
        string name = Fill(color);
        body.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{N(x)}\" y=\"{N(y)}\" class=\"{name}\" fill=\"{Palette.Light(color)}\" font-size=\"{N(size)}\""
        );
        body.Append(anchor == "start" ? "" : $" text-anchor=\"{anchor}\"");
        body.Append(isBold ? " font-weight=\"650\"" : "");
        body.Append(turn == 0 ? "" : $" transform=\"rotate({N(turn)} {N(x)} {N(y)})\"");
        body.Append(CultureInfo.InvariantCulture, $">{Encoded(text)}</text>\n");
    }

    /// <summary>The name tag of a model: its number in the shape of its kind.</summary>
    public void Tag(ModelStyle style, double x, double y, string mark = "") =>
        Tag(style.Class, style.Number, x, y, mark);

    /// <summary>The name tag of a kind with a number.</summary>
    public void Tag(string kind, string number, double x, double y, string mark = "")
    {
        bool isHollow = kind == "baseline";
        switch (kind)
        {
            case "custom":
                Circle(x, y, 9, kind, mark: mark);
                break;
            case "general":
                Rect(x - 9, y - 9, 18, 18, kind, round: 2, mark: mark);
                break;
            default:
                Shape(
                    [
                        (x - 4.9, y - 8.8),
                        (x + 4.9, y - 8.8),
                        (x + 9.6, y),
                        (x + 4.9, y + 8.8),
                        (x - 4.9, y + 8.8),
                        (x - 9.6, y),
                    ],
                    "card",
                    kind,
                    mark: mark
                );
                break;
        }

        Text(x, y + 4, number, isHollow ? kind : "card", 11, "middle", isBold: true);
    }

    /// <summary>A text as XML holds it: no markup, and none of the characters that XML knows no place for.</summary>
    public static string Encoded(string text)
    {
        var encoded = new StringBuilder(text.Length + 8);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                encoded.Append(c).Append(text[++i]);
                continue;
            }

            encoded.Append(
                c switch
                {
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '&' => "&amp;",
                    '"' => "&quot;",
                    < ' ' => " ",
                    (>= '\uD800' and <= '\uDFFF') or '\uFFFE' or '\uFFFF' => "\uFFFD",
                    _ => c.ToString(),
                }
            );
        }

        return encoded.ToString();
    }

    /// <summary>A number to two decimals, the same on every machine.</summary>
    public static string N(double value)
    {
        string text = value.ToString("0.##", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    private static string Way(IEnumerable<(double X, double Y)> places) =>
        "M" + string.Join('L', places.Select(place => $"{N(place.X)} {N(place.Y)}"));

    private static string Opacity(double opacity) => opacity < 1 ? $" opacity=\"{N(opacity)}\"" : "";

    private string Paint(string fill, string? stroke, double width, string mark)
    {
        string names = $"{mark} {Fill(fill)}".Trim();
        return stroke is null
            ? $" class=\"{names}\" fill=\"{Palette.Light(fill)}\""
            : $" class=\"{names} {Use("s-" + stroke)}\" fill=\"{Palette.Light(fill)}\" stroke=\"{Palette.Light(stroke)}\" stroke-width=\"{N(width)}\"";
    }

    private string Stroke(string color, double width, string dash, string mark, string fill = "")
    {
        string names = $"{mark} {Use("s-" + color)}".Trim();
        string steps = dash switch
        {
            "dash" => "6 4",
            "longdash" => "11 5",
            "dot" => "1.5 3.5",
            "dashdot" => "8 3 2 3",
            _ => "",
        };
        return (fill.Length > 0 ? " fill=\"none\"" : "")
            + $" class=\"{names}\" stroke=\"{Palette.Light(color)}\" stroke-width=\"{N(width)}\""
            + (steps.Length > 0 ? $" stroke-dasharray=\"{steps}\"" : "");
    }

    private string Fill(string color) => Use("f-" + color);

    private string Use(string name)
    {
        used.Add(name);
        return name;
    }
}
