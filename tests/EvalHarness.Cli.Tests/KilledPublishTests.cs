using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>The plug is pulled while a site is published, and two publish into one folder at once.</summary>
public sealed class KilledPublishTests
{
    private static async Task<Tool> RunsAsync()
    {
        var tool = new Tool();
        await tool.RunAsync("new", ".");
        for (int run = 0; run < 3; run++)
        {
            var ended = await tool.RunAsync("run", "routing.yaml", "--quiet", "--fresh");
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
        }

        return tool;
    }

    [Test]
    public async Task A_site_whose_publishing_was_killed_at_any_moment_becomes_that_of_an_undisturbed_one()
    {
        using var tool = await RunsAsync();
        var whole = await tool.RunAsync("publish", "results", "--out", "whole");
        Assert.That(whole.ExitCode, Is.Zero, whole.ToString());
        var expected = PublishedSite.Files(tool, "whole");
        foreach (int files in new[] { 1, 3, 5, 7, 9 })
        {
            var (site, killed) = await KilledAsync(tool, files);
            var again = await tool.RunAsync("publish", "results", "--out", site);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(killed.ExitCode, Is.Not.Zero, $"done before it was killed, after {files} files");
                Assert.That(again.ExitCode, Is.Zero, again.ToString());
                Assert.That(PublishedSite.Files(tool, site), Is.EquivalentTo(expected), $"after {files} files");
            }
        }
    }

    [Test]
    public async Task Of_two_that_publish_into_one_folder_at_once_the_second_is_refused_in_a_line_and_the_site_is_whole()
    {
        using var tool = await RunsAsync();
        await tool.RunAsync("publish", "results", "--out", "whole");
        var (site, first, second) = await BothAsync(tool);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.ExitCode, Is.EqualTo(2), second.ToString());
            Assert.That(second.Errors.Trim(), Does.Contain("another process is publishing").And.Not.Contain('\n'));
            Assert.That(first.ExitCode, Is.Zero, first.ToString());
            Assert.That(PublishedSite.Files(tool, site), Is.EquivalentTo(PublishedSite.Files(tool, "whole")));
        }
    }

    /// <summary>Publishes while another stands still in its middle; one that is done before it stands still, as on a busy machine, is begun again elsewhere.</summary>
    private static async Task<(string Site, Tool.Ended First, Tool.Ended Second)> BothAsync(Tool tool)
    {
        for (int attempt = 1; ; attempt++)
        {
            string site = $"site-{attempt}";
            using var running = tool.Start("publish", "results", "--out", site);
            await HasAsync(Path.Combine(tool.Folder, site), 1);
            running.Freeze();
            var second = await tool.RunAsync("publish", "results", "--out", site);
            running.Thaw();
            var first = await running.EndAsync();
            if (second.ExitCode != 0 || attempt == 20)
            {
                return (site, first, second);
            }
        }
    }

    /// <summary>Kills a publishing in its middle; one that is done before the plug is out, as on a busy machine, is begun again elsewhere.</summary>
    private static async Task<(string Site, Tool.Ended Ended)> KilledAsync(Tool tool, int files)
    {
        for (int attempt = 1; ; attempt++)
        {
            string site = $"site{files}-{attempt}";
            using var running = tool.Start("publish", "results", "--out", site);
            await HasAsync(Path.Combine(tool.Folder, site), files);
            running.Kill();
            var ended = await running.EndAsync();
            if (ended.ExitCode != 0 || attempt == 20)
            {
                return (site, ended);
            }
        }
    }

    /// <summary>Waits until so many files are in a folder, half-written ones among them.</summary>
    private static async Task HasAsync(string folder, int files)
    {
        using var patient = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!patient.IsCancellationRequested)
        {
            try
            {
                if (
                    Directory.Exists(folder)
                    && Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count() >= files
                )
                {
                    return;
                }
            }
            catch (IOException)
            {
                // A folder that came or went while it was counted.
            }

            await Task.Yield();
        }

        Assert.Fail($"the tool never wrote {files} files");
    }
}
