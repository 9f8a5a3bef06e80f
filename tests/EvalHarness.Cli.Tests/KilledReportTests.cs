using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>The plug is pulled while a report is written over an older one.</summary>
public sealed class KilledReportTests
{
    private const string Old = "the page as it was\n";

    [Test]
    public async Task A_report_killed_while_it_is_rendered_leaves_the_old_one_whole()
    {
        using var tool = new Tool();
        await tool.RunAsync("new", ".");
        await tool.RunAsync("run", "routing.yaml", "--quiet");
        string page = tool.Write("out/report.html", Old);

        using var running = tool.Start("report", tool.Runs("support/routing")[0], "--out", "out");
        bool begun = await HasBegunAsync(page);
        running.Kill();
        var ended = await running.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(begun, Is.True, "the tool never began to write");
            Assert.That(ended.ExitCode, Is.Not.Zero, "the tool was done before it was killed");
            Assert.That(await File.ReadAllTextAsync(page), Is.EqualTo(Old));
        }
    }

    /// <summary>Waits until the writing shows: in the page itself, or in a file beside it.</summary>
    private static async Task<bool> HasBegunAsync(string page)
    {
        string folder = Path.GetDirectoryName(page)!;
        using var patient = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!patient.IsCancellationRequested)
        {
            if (Directory.GetFiles(folder).Length > 1 || new FileInfo(page).Length != Old.Length)
            {
                return true;
            }

            await Task.Yield();
        }

        return false;
    }
}
