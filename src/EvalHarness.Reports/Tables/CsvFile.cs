namespace EvalHarness.Reports.Tables;

/// <summary>A CSV file to be written.</summary>
/// <param name="Name">Its name without folder and ending.</param>
/// <param name="Write">Writes its lines, one after the other.</param>
internal sealed record CsvFile(string Name, Action<TextWriter> Write)
{
    /// <summary>The file of a table.</summary>
    public static CsvFile Of(ReportTable table) => new(table.Name, writer => CsvText.Write(writer, table));

    /// <summary>A name that every file system takes and that leads nowhere else: letters, digits, hyphens, underscores.</summary>
    public static string FileName(string name)
    {
        string safe = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '-'))
            .Trim('-');
        return safe.Length == 0 ? "table" : safe[..Math.Min(safe.Length, 100)];
    }
}
