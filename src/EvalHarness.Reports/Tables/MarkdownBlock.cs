namespace EvalHarness.Reports.Tables;

/// <summary>A heading, a paragraph or a table of a Markdown text; blank lines stand between them.</summary>
/// <param name="Markdown">The Markdown, without the marks of a heading; an empty one is left out.</param>
/// <param name="IsHeading">Whether it is a heading, of the level of its place in the text.</param>
internal readonly record struct MarkdownBlock(string Markdown, bool IsHeading)
{
    /// <summary>A heading shown as it is.</summary>
    public static MarkdownBlock Heading(string text) => new(MarkdownText.Escape(text), true);

    /// <summary>A paragraph shown as it is.</summary>
    public static MarkdownBlock Text(string text) => new(MarkdownText.Escape(text), false);

    /// <summary>A paragraph in bold type, shown as it is.</summary>
    public static MarkdownBlock Strong(string text) => new(MarkdownText.Strong(text), false);

    /// <summary>Items of a list, shown as they are.</summary>
    public static MarkdownBlock List(IEnumerable<string> items) =>
        new(string.Join('\n', items.Select(item => "- " + MarkdownText.Escape(item))), false);

    /// <summary>A table with all columns that hold something.</summary>
    public static MarkdownBlock Of(ReportTable table) => new(MarkdownText.Table(table, null), false);

    /// <summary>Markdown in which everything from outside is escaped already.</summary>
    public static MarkdownBlock Of(string markdown) => new(markdown, false);
}
