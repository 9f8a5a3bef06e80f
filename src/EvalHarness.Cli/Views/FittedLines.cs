using Spectre.Console;
using Spectre.Console.Rendering;

namespace EvalHarness.Cli.Views;

/// <summary>Draws the rows of a table in columns of given widths; no line ends in blanks.</summary>
/// <param name="rows">The cells of each row.</param>
/// <param name="widths">The width of each column.</param>
/// <param name="isRight">Whether each column stands at the right.</param>
/// <param name="gap">Blanks between two columns.</param>
internal sealed class FittedLines(IRenderable[][] rows, int[] widths, bool[] isRight, int gap) : IRenderable
{
    /// <inheritdoc/>
    public Measurement Measure(RenderOptions options, int maxWidth)
    {
        int width = widths.Sum() + (gap * Math.Max(0, widths.Length - 1));
        return new Measurement(width, width);
    }

    /// <inheritdoc/>
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        foreach (var row in rows)
        {
            var cells = row.Select((cell, place) => Segment.SplitLines(cell.Render(options, widths[place]))).ToArray();
            for (int line = 0; line < cells.Max(cell => cell.Count); line++)
            {
                foreach (var segment in Line(cells, line))
                {
                    yield return segment;
                }

                yield return Segment.LineBreak;
            }
        }
    }

    private IEnumerable<Segment> Line(List<SegmentLine>[] cells, int line)
    {
        int blanks = 0;
        foreach (var (place, cell) in cells.Index())
        {
            Segment[] text = line < cell.Count ? [.. Trimmed(cell[line])] : [];
            int free = Math.Max(0, widths[place] - text.Sum(segment => segment.CellCount()));
            blanks += isRight[place] ? free : 0;
            if (text.Length > 0)
            {
                yield return Segment.Padding(blanks);
                blanks = 0;
            }

            foreach (var segment in text)
            {
                yield return segment;
            }

            blanks += gap + (isRight[place] ? 0 : free);
        }
    }

    /// <summary>A line without the blanks at its end.</summary>
    /// <param name="line">The line.</param>
    internal static IEnumerable<Segment> Trimmed(SegmentLine line)
    {
        int last = line.FindLastIndex(segment => !string.IsNullOrWhiteSpace(segment.Text));
        return line.Take(last + 1)
            .Select((segment, i) => i == last ? new Segment(segment.Text.TrimEnd(), segment.Style) : segment);
    }
}
