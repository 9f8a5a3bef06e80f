using EvalHarness.Files;
using EvalHarness.Reports;
using EvalHarness.Reports.Gates;
using NUnit.Framework;

namespace EvalHarness.NUnit;

/// <summary>Hangs report, summary and log on a test's result.</summary>
internal static class Attachments
{
    private static readonly SemaphoreSlim One = new(1, 1);

    /// <summary>Writes the report once a run and attaches its files.</summary>
    public static async Task AddAsync(EvalRun run)
    {
        string page = Path.Combine(run.Folder.Path, "report.html");
        string summary = Path.Combine(run.Folder.Path, "gates.md");
        await One.WaitAsync();
        try
        {
            if (!IsNewer(summary, run.Folder.ScoresFile))
            {
                await HtmlReport.WriteAsync(run.ReportInput(), page);
                await WholeFile.WriteAsync(
                    summary,
                    GateMarkdown.Render(run.Scores.Header.Suite, run.Gates),
                    CancellationToken.None
                );
            }
        }
        finally
        {
            One.Release();
        }

        TestContext.AddTestAttachment(page, "Report");
        TestContext.AddTestAttachment(summary, "Gates");
        TestContext.AddTestAttachment(run.Folder.HeaderFile, "Header of the log");
        if (File.Exists(run.Folder.ResponsesFile))
        {
            TestContext.AddTestAttachment(run.Folder.ResponsesFile, "Log");
        }
    }

    private static bool IsNewer(string file, string than) =>
        File.Exists(file) && File.GetLastWriteTimeUtc(file) >= File.GetLastWriteTimeUtc(than);
}
