using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>A folder of results that something befell: nothing is lost, nothing paid for twice, and one line says what is wrong.</summary>
public sealed class SpoiltResultsTests
{
    private const int Samples = 40;

    [TestCase("nothing")]
    [TestCase("noise")]
    [TestCase("no tables")]
    public async Task Whatever_becomes_of_the_cache_the_logs_of_earlier_runs_answer(string spoilt)
    {
        using var tool = new Tool();
        await using var server = new FaultServer(_ => FaultReply.Chat("positive"));
        Suites.Write(tool, server.Url, Samples);
        await tool.RunAsync("run", "suite.yaml");
        string file = Path.Combine(tool.Folder, "results", ".cache", "responses.db");
        File.Delete(file);
        if (spoilt != "nothing")
        {
            byte[] noise = new byte[spoilt == "noise" ? 50_000 : 0];
            new Random(7).NextBytes(noise);
            await File.WriteAllBytesAsync(file, noise);
        }

        var ended = await tool.RunAsync("run", "suite.yaml", "--fresh");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(server.Requests, Has.Count.EqualTo(Samples));
            Assert.That(File.Exists(file + ".broken-1"), Is.EqualTo(spoilt == "noise"));
            Assert.That(
                ended.Errors,
                Does.Contain(
                    spoilt switch
                    {
                        "noise" => "responses.db was broken; it is now responses.db.broken-1",
                        "nothing" => $"responses.db was not there; {Samples} answers were taken from the logs",
                        _ => $"{Samples} served from answers given before",
                    }
                )
            );
        }
    }

    [TestCase("a folder", "it is a folder")]
    [TestCase("a file for its folder", "its folder cannot be used")]
    public async Task A_cache_that_cannot_be_used_is_told_and_done_without(string what, string why)
    {
        using var tool = new Tool();
        await using var server = new FaultServer(_ => FaultReply.Chat("positive"));
        Suites.Write(tool, server.Url, Samples);
        if (what == "a folder")
        {
            Directory.CreateDirectory(Path.Combine(tool.Folder, "results", ".cache", "responses.db"));
        }
        else
        {
            tool.Write(Path.Combine("results", ".cache"), "");
        }

        var ended = await tool.RunAsync("run", "suite.yaml", "--quiet");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(server.Requests, Has.Count.EqualTo(Samples));
            Assert.That(ended.Errors.Trim().Split('\n'), Has.Length.EqualTo(1).And.One.Contains($"is not used, {why}"));
        }
    }

    [Test]
    public async Task A_run_that_was_killed_before_its_report_is_concluded_and_asks_nothing()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(_ => FaultReply.Chat("positive"));
        Suites.Write(tool, server.Url, Samples);
        using (var running = tool.Start("run", "suite.yaml"))
        {
            await running.SaysAsync($"{Samples} requests asked");
            running.Kill();
            await running.EndAsync();
        }

        string run = tool.Runs("served").Single();
        string page = Path.Combine(run, "report.html");
        bool wasReported = File.Exists(page);
        var ended = await tool.RunAsync("run", "suite.yaml", "--no-cache");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(wasReported, Is.False, "the tool was done before it was killed");
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(tool.Runs("served"), Is.EqualTo(new[] { run }));
            Assert.That(server.Requests, Has.Count.EqualTo(Samples));
            Assert.That(ended.Errors, Does.Contain($"0 requests asked, {Samples} already in the log"));
            Assert.That(File.Exists(page));
            Assert.That(Directory.EnumerateFiles(run, ".*"), Is.Empty, "nothing says any more that it is worked on");
        }
    }

    [TestCase("score")]
    [TestCase("report")]
    [TestCase("show")]
    public async Task A_half_written_or_foreign_folder_is_told_in_one_line(string verb)
    {
        using var tool = new Tool();
        string results = Path.Combine(tool.Folder, "results");
        Directory.CreateDirectory(Path.Combine(results, "served", "20250101-000000-aaaaaaaa"));
        tool.Write("results/served/20250102-000000-aaaaaaaa/run.json", "{ \"name\": \"of another program\" }");
        tool.Write(
            "results/served/20250103-000000-aaaaaaaa/run.json",
            "{ \"id\": \"20250103-000000-aaaaaaaa\", \"suite\": \"served\", \"description\": \"\", \"started_at\": \"2025-01-03T00:00:00Z\" }"
        );
        tool.Write("results/served/20250104-000000-aaaaaaaa/run.json", "{ \"id\": \"2025");
        string[] expected = ["no run here", "a header of no run", "samples.jsonl: no such file", "a broken header"];

        for (int i = 0; i < expected.Length; i++)
        {
            string folder = Path.Combine("results", "served", $"2025010{i + 1}-000000-aaaaaaaa");
            var ended = await tool.RunAsync(verb == "show" ? [verb, folder, "s0001"] : [verb, folder]);

            Assert.That((ended.ExitCode, ended.Output), Is.EqualTo((2, "")), ended.ToString());
            Assert.That(ended.Errors.Trim().Split('\n'), Has.Length.EqualTo(1).And.One.Contains(expected[i]));
        }
    }

    [Test]
    public async Task The_list_tells_of_spoilt_folders_beside_the_runs()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(_ => FaultReply.Chat("positive"));
        Suites.Write(tool, server.Url, 3);
        await tool.RunAsync("run", "suite.yaml");
        string run = Path.GetFileName(tool.Runs("served").Single());
        Directory.CreateDirectory(Path.Combine(tool.Folder, "results", "served", "20250101-000000-aaaaaaaa"));
        tool.Write("results/served/20250102-000000-aaaaaaaa/run.json", "[]");

        var ended = await tool.RunAsync("list");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
            Assert.That(ended.Output, Does.Contain(run));
            Assert.That(ended.Errors, Does.Contain("20250101-000000-aaaaaaaa: a run folder without run.json"));
            Assert.That(ended.Errors, Does.Match("20250102-000000-aaaaaaaa/run.json:.*: a broken header"));
            Assert.That(ended.Errors.Trim().Split('\n'), Has.Length.EqualTo(2));
        }
    }
}
