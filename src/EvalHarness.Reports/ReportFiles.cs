using EvalHarness.Reports.Views;

namespace EvalHarness.Reports;

/// <summary>The files of a report: <c>report.html</c>, <c>decision.html</c> where a decision hangs on the run, <c>report.md</c> and the CSV files.</summary>
public static class ReportFiles
{
    /// <summary>Writes them into a folder, replacing those of the same names.</summary>
    /// <param name="input">What the report is made of.</param>
    /// <param name="folder">The folder; made when it is not there.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>Path of the HTML page.</returns>
    public static async Task<string> WriteAsync(
        ReportInput input,
        string folder,
        CancellationToken cancellationToken = default
    )
    {
        Directory.CreateDirectory(folder);
        string page = Path.Combine(folder, "report.html");
        await HtmlReport.WriteAsync(input, page, cancellationToken);
        string decided = Path.Combine(folder, DecisionPage.FileName);
        if (input.Decision is { } decision)
        {
            await DecisionPage.WriteAsync(decision, decided, Path.GetFileName(page), cancellationToken);
        }
        else
        {
            // One of an earlier report would speak of a decision that is no longer there.
            File.Delete(decided);
        }

        await MarkdownReport.WriteAsync(input, Path.Combine(folder, "report.md"), cancellationToken);
        await CsvReport.WriteAsync(input, Path.Combine(folder, "csv"), cancellationToken);
        return page;
    }
}
