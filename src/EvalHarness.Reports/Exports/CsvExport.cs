using System.Globalization;
using System.Text;
using EvalHarness.Files;
using EvalHarness.Reports.Tables;

namespace EvalHarness.Reports.Exports;

/// <summary>A table as comma-separated values: numbers in full, what is unknown empty.</summary>
internal static class CsvExport
{
    /// <summary>Writes the file of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Stops the writing; an old file stays.</param>
    /// <returns>Path of the file.</returns>
    public static async Task<string> WriteAsync(ExportTable table, string folder, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, table.Name + ".csv");
        await WholeFile.WriteAsync(path, (stream, token) => WriteAsync(table, stream, token), cancellationToken);
        return path;
    }

    private static async Task WriteAsync(ExportTable table, Stream stream, CancellationToken cancellationToken)
    {
        var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        await using (writer)
        {
            CsvText.WriteLine(writer, table.Columns.Select(column => CsvText.Quote(column.Name)));
            await foreach (object?[] row in table.Rows.WithCancellation(cancellationToken))
            {
                CsvText.WriteLine(writer, row.Select(Field));
            }
        }
    }

    private static string Field(object? value) =>
        value switch
        {
            null => "",
            string text => CsvText.Quote(text),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            DateTimeOffset time => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
