using Spectre.Console;
using Spectre.Console.Rendering;

namespace EvalHarness.Cli.Views;

/// <summary>
/// A table without lines that fits its terminal: columns shorten and leave in a set order until the rest has room, and no
/// number is ever broken. Where even those that stay have none, and in a narrow terminal, it is a list.
/// </summary>
internal sealed class FittedTable
{
    /// <summary>Narrower than this a table is no longer read as one.</summary>
    public const int Narrowest = 60;

    /// <summary>Blanks between columns where there is room, and where a column would have to leave for them.</summary>
    private const int WideGap = 2,
        NarrowGap = 1;

    /// <summary>Names so long are cut before another column leaves; shorter ones when all have left that may.</summary>
    private const int LongName = 28;

    private readonly List<Column> columns = [];
    private readonly List<Row> rows = [];

    /// <summary>Adds a column.</summary>
    /// <param name="title">Its title, as markup.</param>
    /// <param name="goes">When it leaves, the largest number first; 0 where it stays.</param>
    /// <param name="isRight">Whether its cells stand at the right.</param>
    /// <param name="wraps">Width down to which its words may wrap; 0 where they may not.</param>
    /// <param name="cuts">Width down to which its names may lose their middle; 0 where they may not.</param>
    /// <param name="shortens">When it takes the next form of its cells, the largest number first, in one order with what leaves.</param>
    public FittedTable Add(
        Cell title,
        int goes = 0,
        bool isRight = false,
        int wraps = 0,
        int cuts = 0,
        params int[] shortens
    )
    {
        columns.Add(new Column(title, goes, isRight, wraps, cuts, shortens));
        return this;
    }

    /// <summary>Adds a row: a cell for each column.</summary>
    /// <param name="cells">The cells, as markup.</param>
    public void AddRow(params string[] cells) => AddRow([.. cells.Select(cell => new Cell(cell))], null);

    /// <summary>Adds a row: a cell for each column, some of them in several forms.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="said">The row as a list says it; made of titles and cells where it is null.</param>
    public void AddRow(Cell[] cells, string? said = null) => rows.Add(new Row(cells, said));

    /// <summary>The table as a terminal of that width can hold it.</summary>
    /// <param name="width">Characters in a line.</param>
    /// <param name="asList">Whether it is a list however wide the terminal is.</param>
    public Fitted In(int width, bool asList = false)
    {
        var filled = Enumerable.Range(0, columns.Count).Where(IsFilled);
        var layout = new Layout([.. filled], new int[columns.Count]);
        int[] least = Least(layout, LongName);
        foreach (int step in Steps())
        {
            if (Line(layout, least, NarrowGap) <= width)
            {
                break;
            }

            layout = Narrow(layout, step);
            least = Least(layout, LongName);
        }

        least = Line(layout, least, NarrowGap) <= width ? least : Least(layout, 0);
        if (asList || width < Narrowest || Line(layout, least, NarrowGap) > width)
        {
            return new Fitted(new FittedList([.. rows.Select(Said)]), []) { IsList = true };
        }

        int gap = Line(layout, least, WideGap) <= width ? WideGap : NarrowGap;

        var left = Enumerable.Range(0, columns.Count).Where(IsFilled).Except(layout.Kept).Select(Title);
        return new Fitted(
            Draw(layout, Share(layout, least, width, gap), gap),
            [.. left.Where(title => title.Length > 0)]
        );
    }

    /// <summary>Whether any row says something in a column: one that is empty throughout is no column.</summary>
    private bool IsFilled(int place) => rows.Any(row => row.Cells[place].Forms.Any(form => form.Length > 0));

    /// <summary>Writes the table to standard output, as wide as there is room for.</summary>
    /// <param name="terminal">Where to.</param>
    /// <returns>What was written.</returns>
    public Fitted WriteTo(Terminal terminal)
    {
        var fitted = In(terminal.Out.Profile.Width, terminal.IsPlain);
        terminal.Out.Write(fitted.Table);
        return fitted;
    }

    /// <summary>All that may shorten or leave, in the order in which it does.</summary>
    private IEnumerable<int> Steps() =>
        columns
            .SelectMany(column => column.Shortens.Append(column.Goes))
            .Where(step => step > 0)
            .Distinct()
            .OrderDescending();

    private Layout Narrow(Layout layout, int step) =>
        new(
            [.. layout.Kept.Where(place => columns[place].Goes != step)],
            [.. layout.Forms.Select((form, place) => columns[place].Shortens.Contains(step) ? form + 1 : form)]
        );

    /// <summary>The narrowest that each column may be, names not narrower than so much.</summary>
    private int[] Least(Layout layout, int name) =>
        [
            .. columns.Select(
                (column, place) =>
                {
                    int natural = Natural(layout, place);
                    return column.Wraps > 0 ? Math.Min(column.Wraps, natural)
                        : column.Cuts > 0 ? Math.Min(Math.Max(column.Cuts, name), natural)
                        : natural;
                }
            ),
        ];

    private static int Line(Layout layout, int[] widths, int gap) =>
        layout.Kept.Sum(place => widths[place]) + (gap * Math.Max(0, layout.Kept.Count - 1));

    /// <summary>Room beyond the least goes to columns that wrap or were cut, to the one that lacks the most first.</summary>
    private int[] Share(Layout layout, int[] least, int width, int gap)
    {
        int[] widths = [.. least];
        int[] natural = [.. columns.Select((_, place) => Natural(layout, place))];
        for (int room = width - Line(layout, widths, gap); room > 0; room--)
        {
            int neediest = layout.Kept.MaxBy(place => (double)natural[place] / Math.Max(1, widths[place]));
            if (widths[neediest] >= natural[neediest])
            {
                break;
            }

            widths[neediest]++;
        }

        return widths;
    }

    private FittedLines Draw(Layout layout, int[] widths, int gap)
    {
        IRenderable Of(int place, Cell cell)
        {
            string text = cell.At(layout.Forms[place]);
            return new Markup(columns[place].Cuts > 0 ? Middle(text, widths[place]) : text);
        }

        IEnumerable<IRenderable> Cells(Cell[] cells) => layout.Kept.Select(place => Of(place, cells[place]));

        var titles = columns.Select(column => column.Title).ToArray();
        bool hasTitles = layout.Kept.Any(place => Title(place).Length > 0);
        var lines = rows.Select(row => row.Cells);
        return new FittedLines(
            [.. (hasTitles ? lines.Prepend(titles) : lines).Select(line => Cells(line).ToArray())],
            [.. layout.Kept.Select(place => widths[place])],
            [.. layout.Kept.Select(place => columns[place].IsRight)],
            gap
        );
    }

    private string Said(Row row)
    {
        if (row.Said is { } said)
        {
            return said;
        }

        var cells = row.Cells.Select((cell, place) => (Text: cell.At(0).Trim(), Title: Title(place))).ToArray();
        int name = Math.Max(0, Array.FindIndex(cells, cell => cell.Text.Length > 0));
        var rest = cells
            .Where((cell, place) => place != name && cell.Text.Length > 0)
            .Select(cell => cell.Title.Length > 0 ? $"{Markup.Escape(cell.Title)} {cell.Text}" : cell.Text);
        return string.Join(", ", rest) is { Length: > 0 } values ? $"{cells[name].Text}: {values}" : cells[name].Text;
    }

    private string Title(int place) => Markup.Remove(columns[place].Title.At(0)).Trim();

    private int Natural(Layout layout, int place) =>
        rows.Select(row => row.Cells[place])
            .Prepend(columns[place].Title)
            .Max(cell => Markup.Remove(cell.At(layout.Forms[place])).GetCellWidth());

    /// <summary>A name without its middle where it is too long: what tells versions apart stands at its end.</summary>
    private static string Middle(string markup, int width)
    {
        string text = Markup.Remove(markup);
        if (text.GetCellWidth() <= width)
        {
            return markup;
        }

        string[] runes = text.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
        string begin = Take(runes, (width - 1) / 2);
        string end = Take([.. runes.Reverse()], width - 1 - begin.GetCellWidth(), isFromEnd: true);
        return Markup.Escape($"{begin}…{end}");
    }

    private static string Take(string[] runes, int width, bool isFromEnd = false)
    {
        var taken = runes.TakeWhile(rune => (width -= rune.GetCellWidth()) >= 0);
        return string.Concat(isFromEnd ? taken.Reverse() : taken);
    }

    private sealed record Column(Cell Title, int Goes, bool IsRight, int Wraps, int Cuts, int[] Shortens);

    private sealed record Row(Cell[] Cells, string? Said);

    private sealed record Layout(IReadOnlyList<int> Kept, int[] Forms);
}
