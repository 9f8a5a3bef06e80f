using Spectre.Console;
using Spectre.Console.Rendering;

namespace EvalHarness.Cli.Views;

/// <summary>Draws rows as sentences, one below the other; what does not fit a line goes on below, set in.</summary>
/// <param name="rows">The rows, as markup.</param>
internal sealed class FittedList(string[] rows) : IRenderable
{
    private const int Indent = 2;

    /// <inheritdoc/>
    public Measurement Measure(RenderOptions options, int maxWidth) => new(Math.Min(Indent + 1, maxWidth), maxWidth);

    /// <inheritdoc/>
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        rows.SelectMany(row => Row(row, options, maxWidth));

    private static IEnumerable<Segment> Row(string row, RenderOptions options, int maxWidth)
    {
        // Set for a line that is narrower by the indent: the first one has room to spare, the others are moved in.
        int width = Math.Max(1, maxWidth - Indent);
        foreach (var (place, line) in Segment.SplitLines(((IRenderable)new Markup(row)).Render(options, width)).Index())
        {
            if (place > 0)
            {
                yield return Segment.Padding(Indent);
            }

            foreach (var segment in FittedLines.Trimmed(line))
            {
                yield return segment;
            }

            yield return Segment.LineBreak;
        }
    }
}
