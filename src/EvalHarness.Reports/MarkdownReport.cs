using EvalHarness.Files;
using EvalHarness.Reports.Sections;
using EvalHarness.Reports.Tables;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports;

/// <summary>The report as Markdown, short enough for a job summary or a pull request.</summary>
public static class MarkdownReport
{
    private const int TopLevel = 2;

    /// <summary>The text as <see cref="WriteAsync"/> writes it.</summary>
    /// <param name="input">What the report is made of.</param>
    public static string Render(ReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var view = new ReportView(input);
        string[] lines =
        [
            $"# {MarkdownText.Escape(view.Title)}",
            .. Of(view, Place.Opening),
            .. view.Tasks.SelectMany(Of),
            .. Of(view, Place.Closing),
        ];
        return string.Join("\n\n", lines.Where(line => line.Length > 0)) + "\n";
    }

    /// <summary>Writes the text to a file, replacing it.</summary>
    /// <param name="input">What the report is made of.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static Task WriteAsync(ReportInput input, string path, CancellationToken cancellationToken = default) =>
        WholeFile.WriteAsync(path, Render(input), cancellationToken);

    private static IEnumerable<string> Of(ReportView report, Place place) =>
        SectionCatalog
            .Of(report, place)
            .SelectMany(entry => entry.Make<ReportSection>().Markdown(report))
            .Select(block => Text(block, TopLevel));

    private static IEnumerable<string> Of(TaskView task)
    {
        bool isOneOfMany = task.Report.Tasks.Length > 1;
        TaskSection[] sections = [.. SectionCatalog.Of(task).Select(entry => entry.Make<TaskSection>())];
        var blocks = task
            .Metrics.SelectMany(view => sections.SelectMany(section => section.Markdown(view)))
            .Concat(sections.SelectMany(section => section.Markdown(task)))
            .Select(block => Text(block, isOneOfMany ? TopLevel + 1 : TopLevel));
        return isOneOfMany ? blocks.Prepend(Text(MarkdownBlock.Heading(task.Task.Task), TopLevel)) : blocks;
    }

    private static string Text(MarkdownBlock block, int level) =>
        block.IsHeading ? $"{new string('#', level)} {block.Markdown}" : block.Markdown;
}
