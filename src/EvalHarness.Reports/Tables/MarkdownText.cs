using System.Text;

namespace EvalHarness.Reports.Tables;

/// <summary>Texts and tables as Markdown in which nothing from outside becomes markup.</summary>
internal static class MarkdownText
{
    private const string Special = "\\`*_{}[]<>()#+|~&!";

    /// <summary>A text on one line, shown as it is.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsControl(c))
            {
                escaped.Append(' ');
                continue;
            }

            if (IsMarkup(text, i))
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>A text in bold type, shown as it is.</summary>
    public static string Strong(string text) => $"**{Escape(text)}**";

    /// <summary>A table with the columns of those keys; null takes all that hold something.</summary>
    /// <param name="table">The table.</param>
    /// <param name="keys">Keys of the columns.</param>
    /// <param name="ranges">Columns made of two: after which key, title, keys of both; one key for a column moved there.</param>
    public static string Table(
        ReportTable table,
        IReadOnlySet<string>? keys,
        params (string After, string Title, string First, string? Second)[] ranges
    )
    {
        var columns = new List<(string Title, bool IsNumber, Func<IReadOnlyList<Cell>, string> Text)>();
        for (int i = 0; i < table.Columns.Length; i++)
        {
            var (column, at) = (table.Columns[i], i);
            if (
                keys?.Contains(column.Key)
                ?? table.Rows.Any(row => row[at].Text is not ("" or "0" or Formats.Show.Undefined))
            )
            {
                columns.Add((column.Title, column.IsNumber, row => Escape(row[at].Text)));
            }

            foreach (var range in ranges.Where(range => range.After == column.Key))
            {
                var (first, second) = (IndexOf(table, range.First), range.Second is { } key ? IndexOf(table, key) : -1);
                columns.Add(
                    (second < 0 ? table.Columns[first].Title : range.Title, true, row => Join(row, first, second))
                );
            }
        }

        var text = new StringBuilder();
        text.Append("| ").AppendJoin(" | ", columns.Select(column => Escape(column.Title))).Append(" |\n|");
        text.AppendJoin('|', columns.Select(column => column.IsNumber ? " ---: " : " --- ")).Append('|');
        foreach (var row in table.Rows)
        {
            text.Append("\n| ").AppendJoin(" | ", columns.Select(column => column.Text(row))).Append(" |");
        }

        return text.ToString();
    }

    /// <summary>Signs that mean something within a word are left alone where they stand within one: file_name, 4-shot (a).</summary>
    private static bool IsMarkup(string text, int i) =>
        text[i] switch
        {
            '+' or '#' => i == 0 && text.Length > 1 && text[1] is ' ' or '#',
            '(' or ')' or '!' => i > 0 && text[i - 1] is ']' or '!',
            '_' => i == 0
                || i == text.Length - 1
                || !char.IsLetterOrDigit(text[i - 1])
                || !char.IsLetterOrDigit(text[i + 1]),
            var c => Special.Contains(c, StringComparison.Ordinal),
        };

    private static int IndexOf(ReportTable table, string key) =>
        table.Columns.Select(column => column.Key).ToList().IndexOf(key);

    private static string Join(IReadOnlyList<Cell> row, int first, int second) =>
        second < 0 || row[first].Raw is null or ""
            ? Escape(row[first].Text)
            : $"{Escape(row[first].Text)} to {Escape(row[second].Text)}";
}
