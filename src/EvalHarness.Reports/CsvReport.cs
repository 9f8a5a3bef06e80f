using EvalHarness.Reports.Sections;
using EvalHarness.Reports.Tables;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports;

/// <summary>The tables of every section as CSV files, and all cells in one file a task.</summary>
public static class CsvReport
{
    /// <summary>Writes the files into a folder, which is made if it is not there; files of the same name are replaced.</summary>
    /// <param name="input">What the report is made of.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Stops the writing between files.</param>
    /// <returns>The paths written, in the order of the report.</returns>
    public static Task<IReadOnlyList<string>> WriteAsync(
        ReportInput input,
        string folder,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        return FolderOf(new ReportView(input), folder).WriteAsync(cancellationToken);
    }

    /// <summary>The files of a report before they are written.</summary>
    /// <param name="view">The report.</param>
    /// <param name="folder">The folder.</param>
    internal static CsvFolder FolderOf(ReportView view, string folder)
    {
        var files = new CsvFolder(folder);
        files.Add(Of(view, Place.Opening));
        foreach (var task in view.Tasks)
        {
            files.Add(Of(task), view.Tasks.Length > 1 ? task.Task.Task + "-" : "");
        }

        files.Add(Of(view, Place.Closing));
        return files;
    }

    private static IEnumerable<CsvFile> Of(ReportView report, Place place) =>
        SectionCatalog
            .Of(report, place)
            .SelectMany(entry => entry.Make<ReportSection>().Tables(report))
            .Select(CsvFile.Of);

    private static IEnumerable<CsvFile> Of(TaskView task)
    {
        TaskSection[] sections = [.. SectionCatalog.Of(task).Select(entry => entry.Make<TaskSection>())];
        return task
            .Metrics.SelectMany(view => sections.SelectMany(section => section.Tables(view)))
            .Concat(sections.SelectMany(section => section.Tables(task)))
            .Select(CsvFile.Of)
            .Concat(sections.SelectMany(section => section.LongFiles(task)));
    }
}
