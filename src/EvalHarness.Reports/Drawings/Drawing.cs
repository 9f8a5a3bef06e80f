namespace EvalHarness.Reports.Drawings;

/// <summary>A picture of a chart, to be read without its page.</summary>
/// <param name="Name">Name in file names.</param>
/// <param name="Data">Name of the table that holds its numbers.</param>
/// <param name="Title">What it asks or shows, in a few words.</param>
/// <param name="Says">What is seen on it, for those who cannot see it.</param>
/// <param name="Height">Height of the drawn part in pixels.</param>
/// <param name="Draw">Draws it, its left upper corner at 0, 0, <see cref="Width"/> pixels wide.</param>
internal sealed record Drawing(string Name, string Data, string Title, string Says, double Height, Action<Pen> Draw)
{
    /// <summary>Width of every picture in pixels.</summary>
    public const int Width = 880;

    private const int Left = 20;
    private const int Head = 58;
    private const int Foot = 34;
    private const string Fonts = "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif";

    /// <summary>The whole file.</summary>
    /// <param name="about">What it belongs to: the suite and its run.</param>
    /// <param name="source">The file of its numbers and the command that makes both.</param>
    public string Svg(string about, string source)
    {
        var pen = new Pen();
        double height = Head + Height + Foot;
        pen.Rect(0, 0, Width + (2 * Left), height, "card");
        pen.Text(Left, 26, Title, size: 16, isBold: true);
        pen.Text(Left, 45, about, "soft");
        pen.Text(Left, height - 13, source, "faint", 11);
        pen.Open(Left, Head);
        Draw(pen);
        pen.Close();
        string size = $"{Pen.N(Width + (2 * Left))}\" height=\"{Pen.N(height)}";
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" viewBox=\"0 0 {Pen.N(Width + (2 * Left))} {Pen.N(height)}\""
            + $" role=\"img\" aria-labelledby=\"title says\" font-family=\"{Fonts}\">\n"
            + $"<title id=\"title\">{Pen.Encoded(Title)}</title>\n<desc id=\"says\">{Pen.Encoded(Says)}</desc>\n"
            + $"<style>{pen.Style}</style>\n{pen.Body}</svg>\n";
    }
}
