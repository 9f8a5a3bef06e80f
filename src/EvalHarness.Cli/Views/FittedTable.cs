using Spectre.Console;

namespace EvalHarness.Cli.Views;

/// <summary>
/// A table without lines that fits its terminal: columns that have no room are left out, those that may go first before the
/// others, and no number is ever broken. Columns of words may wrap.
/// </summary>
internal sealed class FittedTable
{
    /// <summary>No column is made narrower than this, even where nothing else can give way.</summary>
    private const int Narrowest = 8;

    private readonly List<Column> columns = [];
    private readonly List<string[]> rows = [];

    /// <summary>Adds a column.</summary>
    /// <param name="title">Its title, as markup.</param>
    /// <param name="goes">Whether it may be left out, the largest number first; 0 stays.</param>
    /// <param name="isRight">Whether its cells stand at the right.</param>
    /// <param name="wraps">Width down to which its words may wrap; 0 where they may not.</param>
    public FittedTable Add(string title, int goes = 0, bool isRight = false, int wraps = 0)
    {
        columns.Add(new Column(title, goes, isRight, wraps));
        return this;
    }

    /// <summary>Adds a row: a cell for each column, as markup.</summary>
    /// <param name="cells">The cells.</param>
    public void AddRow(params string[] cells) => rows.Add(cells);

    /// <summary>The table as a terminal of that width can hold it.</summary>
    /// <param name="width">Characters in a line.</param>
    public Fitted In(int width)
    {
        int[] natural = [.. columns.Select((column, place) => Width(column, place))];
        int[] least =
        [
            .. columns.Select((column, i) => column.Wraps > 0 ? Math.Min(column.Wraps, natural[i]) : natural[i]),
        ];
        List<int> kept = [.. Enumerable.Range(0, columns.Count)];
        while (
            Line(kept, least) > width
            && kept.MaxBy(place => columns[place].Goes) is var first
            && columns[first].Goes > 0
        )
        {
            kept.Remove(first);
        }

        int[] widths = Share(kept, natural, least, width);
        var left = Enumerable.Range(0, columns.Count).Except(kept).Select(place => Markup.Remove(columns[place].Title));
        return new Fitted(Draw(kept, widths), [.. left]);
    }

    private Table Draw(List<int> kept, int[] widths)
    {
        var table = new Table().Border(TableBorder.None).Collapse();
        foreach (var (at, place) in kept.Index())
        {
            var column = new TableColumn(columns[place].Title)
            {
                Width = widths[place],
                NoWrap = columns[place].Wraps == 0,
                Padding = new Padding(0, 0, at == kept.Count - 1 ? 0 : 1, 0),
            };
            table.AddColumn(columns[place].IsRight ? column.RightAligned() : column);
        }

        foreach (string[] row in rows)
        {
            table.AddRow([.. kept.Select(place => new Markup(row[place]))]);
        }

        return table;
    }

    /// <summary>Room beyond the least goes to columns that wrap, from the left; where even the least is too much, the widest gives way.</summary>
    private static int[] Share(List<int> kept, int[] natural, int[] least, int width)
    {
        int[] widths = [.. least];
        int room = width - Line(kept, widths);
        foreach (int place in kept)
        {
            int more = Math.Clamp(room, 0, natural[place] - widths[place]);
            widths[place] += more;
            room -= more;
        }

        if (room < 0)
        {
            int widest = kept.MaxBy(place => widths[place]);
            widths[widest] = Math.Max(Narrowest, widths[widest] + room);
        }

        return widths;
    }

    private static int Line(List<int> kept, int[] widths) =>
        kept.Sum(place => widths[place]) + Math.Max(0, kept.Count - 1);

    private int Width(Column column, int place) =>
        rows.Select(row => row[place]).Prepend(column.Title).Max(cell => Markup.Remove(cell).GetCellWidth());

    private sealed record Column(string Title, int Goes, bool IsRight, int Wraps);
}

/// <summary>A table that fits its terminal.</summary>
/// <param name="Table">What fits.</param>
/// <param name="LeftOut">Titles of the columns that do not.</param>
internal sealed record Fitted(Table Table, IReadOnlyList<string> LeftOut);
