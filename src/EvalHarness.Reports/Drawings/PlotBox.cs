namespace EvalHarness.Reports.Drawings;

/// <summary>Where the marks of a figure stand in its picture, in pixels.</summary>
/// <param name="Left">Left end.</param>
/// <param name="Top">Upper end.</param>
/// <param name="Right">Right end.</param>
/// <param name="Bottom">Lower end.</param>
internal readonly record struct PlotBox(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    /// <summary>Whether two meet.</summary>
    public bool Meets(PlotBox other) =>
        Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
}
