using System.Globalization;

namespace EvalHarness.Reports.Tables;

/// <summary>Comma-separated values as RFC 4180 has them, in full precision, with a full stop for the decimal point.</summary>
internal static class CsvText
{
    private const NumberStyles Plain =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Writes a table: its keys, then its rows.</summary>
    public static void Write(TextWriter writer, ReportTable table)
    {
        WriteLine(writer, table.Columns.Select(column => Quote(column.Key)));
        foreach (var row in table.Rows)
        {
            WriteLine(writer, row.Select(Value));
        }
    }

    /// <summary>Writes one line of fields that are quoted already.</summary>
    public static void WriteLine(TextWriter writer, IEnumerable<string> fields)
    {
        writer.Write(string.Join(',', fields));
        writer.Write("\r\n");
    }

    /// <summary>
    /// A text as a field. One that begins like a formula gets an apostrophe, because spreadsheets would run it; a plain number is
    /// none and stays as it is.
    /// </summary>
    public static string Quote(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        string safe = text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r') && !IsNumber(text) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? safe
            : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static bool IsNumber(string text) =>
        text[0] is ('+' or '-')
        && char.IsAsciiDigit(text[^1])
        && double.TryParse(text, Plain, CultureInfo.InvariantCulture, out _);

    private static string Value(Cell cell) => cell.IsNumber ? cell.Raw ?? "" : Quote(cell.Raw ?? cell.Text);
}
