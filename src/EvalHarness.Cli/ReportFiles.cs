using EvalHarness.Reports;

namespace EvalHarness.Cli;

/// <summary>Writes the files of a report into a folder.</summary>
internal static class ReportFiles
{
    /// <summary>Writes <c>report.html</c>, <c>report.md</c> and the CSV files.</summary>
    /// <param name="input">What the run says.</param>
    /// <param name="folder">Where to; made when it is not there.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>Path of the HTML page.</returns>
    public static async Task<string> WriteAsync(ReportInput input, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        string page = Path.Combine(folder, "report.html");
        await HtmlReport.WriteAsync(input, page, cancellationToken);
        await MarkdownReport.WriteAsync(input, Path.Combine(folder, "report.md"), cancellationToken);
        await CsvReport.WriteAsync(input, Path.Combine(folder, "csv"), cancellationToken);
        return page;
    }
}
