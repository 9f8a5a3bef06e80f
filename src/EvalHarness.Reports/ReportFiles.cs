using EvalHarness.Files;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports;

/// <summary>
/// The files of a report: <c>report.html</c>, <c>decision.html</c> where a decision hangs on the run, <c>report.md</c> with its
/// charts as SVG files, and the CSV files. In a folder that holds the report of another run, the names of all of them carry the
/// suite and the run. Charts and tables that an earlier report of the same run wrote there and this one lacks are removed.
/// </summary>
public static class ReportFiles
{
    /// <summary>Writes them into a folder, replacing those of the same run.</summary>
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
        ArgumentNullException.ThrowIfNull(input);
        Directory.CreateDirectory(folder);
        var run = input.Comparison.Run;
        string suffix = PageOwner.Suffix(folder, "report", HtmlReport.About(run), $"{run.Suite}-{run.Id}");
        string decided = DecisionPage.PathIn(folder, input.Decision, run);
        input = input with { Names = new(suffix, Path.GetFileName(decided)) };
        string page = Path.Combine(folder, input.Names.Page);
        var view = new ReportView(input);
        var deciding = Task.Run(() => WriteDecisionAsync(view, decided, cancellationToken), cancellationToken);
        await Task.WhenAll(HtmlReport.WriteAsync(view, page, cancellationToken), deciding);
        var charts = new ChartFolder(input.Names.Charts, $"{run.Suite}, run {run.Id}");
        string text = MarkdownReport.Render(view, charts);
        var csv = CsvReport.FolderOf(view, Path.Combine(folder, input.Names.Csv));
        var files = new WrittenFiles(folder, "report", suffix, HtmlReport.About(run));
        await files.BeginAsync(charts.Names, csv.Names, cancellationToken);
        await charts.WriteAsync(folder, cancellationToken);
        await WholeFile.WriteAsync(Path.Combine(folder, input.Names.Markdown), text, cancellationToken);
        await csv.WriteAsync(cancellationToken);
        await files.EndAsync(cancellationToken);
        return page;
    }

    private static async Task WriteDecisionAsync(ReportView view, string path, CancellationToken cancellationToken)
    {
        if (view.Input.Decision is { } decision)
        {
            await DecisionPage.WriteAsync(decision, path, view.Input.Names.Page, view.Run, cancellationToken);
        }
        else
        {
            // One of an earlier report would speak of a decision that is no longer there.
            File.Delete(path);
        }
    }
}
