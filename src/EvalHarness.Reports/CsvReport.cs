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
    public static async Task<IReadOnlyList<string>> WriteAsync(
        ReportInput input,
        string folder,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        var files = new CsvFolder(folder);
        var view = new ReportView(input);
        await files.WriteAsync(Of(view, Place.Opening), "", cancellationToken);
        foreach (var task in view.Tasks)
        {
            await files.WriteAsync(Of(task), view.Tasks.Length > 1 ? task.Task.Task + "-" : "", cancellationToken);
        }

        await files.WriteAsync(Of(view, Place.Closing), "", cancellationToken);
        return files.Paths;
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
