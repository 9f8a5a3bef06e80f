using EvalHarness.Files;
using EvalHarness.Reports.Drawings;
using EvalHarness.Reports.Sections;
using EvalHarness.Reports.Tables;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports;

/// <summary>The report as Markdown, short enough for a job summary or a pull request.</summary>
public static class MarkdownReport
{
    private const int TopLevel = 2;

    /// <summary>The text as <see cref="WriteAsync"/> writes it: without pictures, for a place that has no files beside it.</summary>
    /// <param name="input">What the report is made of.</param>
    public static string Render(ReportInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Render(new ReportView(input), null);
    }

    /// <summary>The text with its main charts as pictures.</summary>
    /// <param name="view">The report.</param>
    /// <param name="charts">Takes the pictures; null for a text without any.</param>
    internal static string Render(ReportView view, ChartFolder? charts)
    {
        string[] lines =
        [
            $"# {MarkdownText.Escape(view.Title)}",
            .. Of(view, Place.Opening, charts),
            .. view.Tasks.SelectMany(task => Of(task, charts)),
            .. Of(view, Place.Closing, charts),
        ];
        return string.Join("\n\n", lines.Where(line => line.Length > 0)) + "\n";
    }

    /// <summary>Writes the text to a file, replacing it.</summary>
    /// <param name="input">What the report is made of.</param>
    /// <param name="path">Path of the file.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static Task WriteAsync(ReportInput input, string path, CancellationToken cancellationToken = default) =>
        WholeFile.WriteAsync(path, Render(input), cancellationToken);

    private static IEnumerable<string> Of(ReportView report, Place place, ChartFolder? charts) =>
        SectionCatalog
            .Of(report, place)
            .SelectMany(entry =>
            {
                var section = entry.Make<ReportSection>();
                return Pictured(
                    [.. section.Markdown(report)],
                    charts is null
                        ? []
                        : section.Drawings(report).Select(drawing => Picture(drawing, report, null, charts)),
                    entry.Section.Title
                );
            })
            .Select(block => Text(block, TopLevel));

    private static IEnumerable<string> Of(TaskView task, ChartFolder? charts)
    {
        bool isOneOfMany = task.Report.Tasks.Length > 1;
        var sections = SectionCatalog
            .Of(task)
            .Select(entry => (entry.Section.Title, Section: entry.Make<TaskSection>()))
            .ToArray();
        IEnumerable<MarkdownBlock> Pictures(IEnumerable<Drawing> drawings) =>
            charts is null ? [] : drawings.Select(drawing => Picture(drawing, task.Report, task, charts));
        var blocks = task
            .Metrics.SelectMany(view =>
                sections.SelectMany(one =>
                    Pictured(
                        [.. one.Section.Markdown(view)],
                        Pictures(one.Section.Drawings(view)),
                        $"{one.Title}: {Formats.Names.Metric(view.Metric.Metric)}"
                    )
                )
            )
            .Concat(
                sections.SelectMany(one =>
                    Pictured([.. one.Section.Markdown(task)], Pictures(one.Section.Drawings(task)), one.Title)
                )
            )
            .Select(block => Text(block, isOneOfMany ? TopLevel + 1 : TopLevel));
        return isOneOfMany ? blocks.Prepend(Text(MarkdownBlock.Heading(task.Task.Task), TopLevel)) : blocks;
    }

    /// <summary>The text of a section with its pictures: each below its heading where each has one, all below the first otherwise.</summary>
    private static IEnumerable<MarkdownBlock> Pictured(
        MarkdownBlock[] text,
        IEnumerable<MarkdownBlock> pictures,
        string title
    )
    {
        var left = new Queue<MarkdownBlock>(pictures);
        if (left.Count == 0)
        {
            return text;
        }

        if (!text.Any(block => block.IsHeading))
        {
            return [MarkdownBlock.Heading(title), .. left, .. text];
        }

        bool hasEach = text.Count(block => block.IsHeading) == left.Count;
        return text.SelectMany(block =>
        {
            var below = new List<MarkdownBlock> { block };
            for (bool isNext = block.IsHeading; isNext && left.TryDequeue(out var picture); isNext = !hasEach)
            {
                below.Add(picture);
            }

            return below;
        });
    }

    private static MarkdownBlock Picture(Drawing drawing, ReportView report, TaskView? task, ChartFolder charts)
    {
        var source = SourceText.Of(report, task, drawing.Data);
        string address = charts.Add(drawing, SourceText.Prefix(report, task), source);
        string command = MarkdownText.Escape(source.Command);
        return MarkdownBlock.Of(
            $"![{MarkdownText.Escape(drawing.Says)}]({address})\n\n*{MarkdownText.Escape(source.File)} from {command}*"
        );
    }

    private static string Text(MarkdownBlock block, int level) =>
        block.IsHeading ? $"{new string('#', level)} {block.Markdown}" : block.Markdown;
}
