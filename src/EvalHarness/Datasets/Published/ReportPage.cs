namespace EvalHarness.Datasets.Published;

/// <summary>The page of a report that FinQA and ConvFinQA ask about: a table between two texts.</summary>
/// <param name="Before">The text before the table.</param>
/// <param name="Table">The table, as JSON.</param>
/// <param name="Markdown">The table as Markdown.</param>
/// <param name="After">The text behind it.</param>
internal sealed record ReportPage(string Before, string Table, string Markdown, string After)
{
    /// <summary>All of it in its order, as a prompt shows it.</summary>
    public string Context => string.Join("\n\n", new[] { Before, Markdown, After }.Where(part => part.Length > 0));

    /// <summary>The page of a record.</summary>
    /// <param name="record">The record.</param>
    public static ReportPage Of(PublishedRecord record)
    {
        var table = record.Json("table") ?? throw record.Missing("table", "a list of rows");
        return new ReportPage(
            Lines(record, "pre_text"),
            JsonRows.Text(table),
            MarkdownTable.Of(table),
            Lines(record, "post_text")
        );
    }

    private static string Lines(PublishedRecord record, string path) =>
        string.Join('\n', record.List(path).Select(JsonRows.Text).Where(line => !string.IsNullOrWhiteSpace(line)));
}
