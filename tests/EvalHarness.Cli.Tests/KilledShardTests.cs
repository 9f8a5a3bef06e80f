using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>A part of a run whose process is killed while a server is asked.</summary>
public sealed class KilledShardTests
{
    private const int Samples = 60;
    private const int Held = 10;

    [Test]
    public async Task A_part_that_was_killed_goes_on_and_asks_again_only_what_was_in_flight()
    {
        using var tool = new Tool();
        using var begun = new SemaphoreSlim(0);
        using var isOver = new ManualResetEventSlim();
        await using var server = new FaultServer(request =>
        {
            if (request.Number > Held && !isOver.IsSet)
            {
                begun.Release();
                isOver.Wait();
            }

            return FaultReply.Chat("positive");
        });
        Suites.Write(tool, server.Url, Samples);

        using (var killed = tool.Start("run", "suite.yaml", "--shard", "1/2"))
        {
            await begun.WaitAsync();
            killed.Kill();
            await killed.EndAsync();
        }

        isOver.Set();
        int asked = server.Requests.Count;
        string journal = Path.Combine(tool.Runs("served").Single(), "responses.jsonl");
        int answered = (await File.ReadAllTextAsync(journal)).Count(letter => letter == '\n');
        var resumed = await tool.RunAsync("run", "suite.yaml", "--shard", "1/2");
        var other = await tool.RunAsync("run", "suite.yaml", "--shard", "2/2", "--results", "elsewhere");
        var merged = await tool.RunAsync("merge", "results", "elsewhere", "--results", "merged");

        string run = Directory.GetDirectories(Path.Combine(tool.Folder, "merged", "served")).Single();
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(run, "responses.jsonl"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(resumed.ExitCode, Is.Zero, resumed.ToString());
            Assert.That(resumed.Errors, Does.Contain($"{answered} already in the log"));
            Assert.That(other.ExitCode, Is.Zero, other.ToString());
            Assert.That(merged.ExitCode, Is.Zero, merged.ToString());
            Assert.That(lines, Has.Length.EqualTo(Samples));
            Assert.That(server.Requests, Has.Count.EqualTo(Samples + asked - answered));
        }
    }
}
