using System.Text.Json.Nodes;

namespace EvalHarness.Reports.Drawings;

/// <summary>The texts of a figure: what Plotly would read as its markup becomes a text again.</summary>
internal static class Note
{
    private const double Size = 12.5;

    /// <summary>A text as it is read.</summary>
    public static string Plain(string text) =>
        text.Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal);

    /// <summary>Draws an annotation of a figure.</summary>
    /// <param name="pen">The pen.</param>
    /// <param name="note">The annotation.</param>
    /// <param name="across">Its axis across.</param>
    /// <param name="down">Its axis down.</param>
    /// <param name="plot">The plot, for what stands at a share of it.</param>
    public static void Draw(Pen pen, JsonNode note, PlotAxis across, PlotAxis down, PlotBox plot)
    {
        double x =
            (
                (string?)note["xref"] == "paper"
                    ? plot.Left + ((double)note["x"]! * plot.Width)
                    : across.AtNote((double)note["x"]!)
            ) + ((double?)note["xshift"] ?? 0);
        double y =
            (
                (string?)note["yref"] == "paper"
                    ? plot.Bottom - ((double)note["y"]! * plot.Height)
                    : down.AtNote((double)note["y"]!)
            ) - ((double?)note["yshift"] ?? 0);
        string anchor = (string?)note["xanchor"] switch
        {
            "left" => "start",
            "right" => "end",
            _ => "middle",
        };
        string color = Palette.Token((string?)note["font"]?["color"] ?? "ink");
        double size = (double?)note["font"]?["size"] ?? Size;
        string[] lines = ((string)note["text"]!).Split("<br>");
        for (int i = 0; i < lines.Length; i++)
        {
            bool isBold = lines[i].StartsWith("<b>", StringComparison.Ordinal);
            string text = Plain(
                lines[i].Replace("<b>", "", StringComparison.Ordinal).Replace("</b>", "", StringComparison.Ordinal)
            );
            double line = (i - ((lines.Length - 1) / 2.0)) * size * 1.2;
            if (note["bgcolor"] is { } ground)
            {
                double width = TextWidth.Of(text, size) + 4;
                double left = anchor switch
                {
                    "start" => x - 2,
                    "end" => x - width + 2,
                    _ => x - (width / 2),
                };
                pen.Rect(left, y + line - (0.6 * size), width, 1.2 * size, Palette.Token((string)ground!));
            }

            pen.Text(x, y + line + (0.36 * size), text, color, size, anchor, isBold);
        }
    }
}
