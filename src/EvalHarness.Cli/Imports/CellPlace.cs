using System.Text.Json;
using EvalHarness.Core;
using EvalHarness.Datasets;

namespace EvalHarness.Cli.Imports;

/// <summary>Finds the column at which a cell of a data file begins, by reading its line again: faults are few.</summary>
internal static class CellPlace
{
    /// <summary>Place of a cell; that of its row where the cell cannot be found.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">Name of the cell's column.</param>
    public static Location Of(Row row, string column)
    {
        var (header, line) = Lines(row.At);
        int place =
            line is null ? 0
            : line.TrimStart().StartsWith('{') ? InJson(line, column)
            : InCells(header, line, column);
        return place > 0 ? row.At with { Column = place } : row.At;
    }

    /// <summary>Place of a cell of the first line.</summary>
    /// <param name="file">The file.</param>
    /// <param name="place">Its place among the cells, from 0.</param>
    public static Location OfHeader(string file, int place)
    {
        using var reader = new StreamReader(DataFile.Open(file));
        string header = reader.ReadLine() ?? "";
        var starts = Starts(header, Separator(header));
        return new Location(file, 1, place < starts.Count ? starts[place] + 1 : 1);
    }

    private static (string Header, string? Line) Lines(Location at)
    {
        using var reader = new StreamReader(DataFile.Open(at.File));
        string header = reader.ReadLine() ?? "";
        string? line = header;
        for (int i = 1; i < at.Line && line is not null; i++)
        {
            line = reader.ReadLine();
        }

        return (header, line);
    }

    private static int InJson(string line, string column)
    {
        string key = JsonSerializer.Serialize(column);
        int at = line.IndexOf(key, StringComparison.Ordinal);
        if (at < 0)
        {
            return 0;
        }

        at += key.Length;
        while (at < line.Length && (line[at] is ':' || char.IsWhiteSpace(line[at])))
        {
            at++;
        }

        return at + 1;
    }

    private static int InCells(string header, string line, string column)
    {
        char separator = Separator(header);
        string name = RepeatedColumns.NameOf(column);
        int[] places =
        [
            .. Starts(header, separator)
                .Index()
                .Where(cell => Name(header, cell.Item, separator) == name)
                .Select(cell => cell.Index),
        ];
        int before = RepeatedColumns.PlaceOf(column);
        int place = before < places.Length ? places[before] : -1;
        var starts = Starts(line, separator);
        return place >= 0 && place < starts.Count ? starts[place] + 1 : 0;
    }

    private static char Separator(string header) => header.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';

    private static string Name(string header, int start, char separator)
    {
        string cell = header[start..];
        return cell.StartsWith('"') ? cell[1..].Split('"')[0].Trim() : cell.Split(separator)[0].Trim();
    }

    private static List<int> Starts(string line, char separator)
    {
        var starts = new List<int> { 0 };
        bool isQuoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            isQuoted ^= line[i] == '"';
            if (line[i] == separator && !isQuoted)
            {
                starts.Add(i + 1);
            }
        }

        return starts;
    }
}
