using System.Text;
using System.Text.Json;

namespace EvalHarness.Datasets.Published;

/// <summary>Tables as models are mostly shown them: Markdown, the first row as the head, <c>-</c> in an empty cell.</summary>
internal static class MarkdownTable
{
    /// <summary>The Markdown of a table; empty where it has no rows.</summary>
    /// <param name="table">A list of rows, or an object with <c>headers</c> and <c>rows</c>.</param>
    public static string Of(JsonElement? table)
    {
        var rows = Rows(table);
        int width = rows.Count == 0 ? 0 : rows.Max(row => row.Count);
        var text = new StringBuilder();
        foreach (var (i, row) in rows.Index())
        {
            for (int cell = 0; cell < width; cell++)
            {
                text.Append("| ").Append(cell < row.Count ? Cell(row[cell]) : "-").Append(' ');
            }

            text.Append("|\n");
            if (i == 0)
            {
                text.Insert(text.Length, "| --- ", width).Append("|\n");
            }
        }

        return text.ToString().TrimEnd('\n');
    }

    private static List<List<string>> Rows(JsonElement? table) =>
        table switch
        {
            { ValueKind: JsonValueKind.Array } rows => [.. rows.EnumerateArray().Select(Cells)],
            { ValueKind: JsonValueKind.Object } whole
                when whole.TryGetProperty("headers", out var head) && whole.TryGetProperty("rows", out var rows) =>
            [
                Cells(head),
                .. Rows(rows),
            ],
            _ => [],
        };

    private static List<string> Cells(JsonElement row) =>
        row.ValueKind == JsonValueKind.Array ? [.. row.EnumerateArray().Select(JsonRows.Text)] : [JsonRows.Text(row)];

    private static string Cell(string text)
    {
        string line = string.Join(
            ' ',
            text.Split((char[])['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries)
        );
        return line.Length == 0 ? "-" : line.Replace("|", "\\|", StringComparison.Ordinal);
    }
}
