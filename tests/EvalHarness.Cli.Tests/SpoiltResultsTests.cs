using System.Diagnostics;
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
        // A pipe that nobody reads: the report is never done.
        Directory.CreateDirectory(Path.Combine(tool.Folder, "out"));
        using (var pipe = Process.Start("mkfifo", Path.Combine(tool.Folder, "out", "report.html")))
        {
            await pipe.WaitForExitAsync();
        }

        using (var running = tool.Start("run", "suite.yaml", "--out", "out"))
        {
            await running.SaysAsync($"{Samples} requests asked");
            running.Kill();
            await running.EndAsync();
        }

        string run = tool.Runs("served").Single();
        var ended = await tool.RunAsync("run", "suite.yaml", "--no-cache");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(tool.Runs("served"), Is.EqualTo(new[] { run }));
            Assert.That(server.Requests, Has.Count.EqualTo(Samples));
            Assert.That(ended.Errors, Does.Contain($"0 requests asked, {Samples} already in the log"));
            Assert.That(File.Exists(Path.Combine(run, "report.html")));
            Assert.That(File.Exists(Path.Combine(run, ".working")), Is.False);
        }
    }

    [TestCase("score")]
    [TestCase("report")]
    [TestCase("show")]
    public async Task A_half_written_or_foreign_folder_is_told_in_one_line(string verb)
    {
        using var tool = new Tool();
        await using var server = new FaultServer(_ => FaultReply.Chat("positive"));
        Suites.Write(tool, server.Url, 3);
        await tool.RunAsync("run", "suite.yaml");
        string whole = tool.Runs("served").Single();
        File.Delete(Path.Combine(whole, "samples.jsonl"));
        Directory.CreateDirectory(Path.Combine(tool.Folder, "results", "served", "20250101-000000-aaaaaaaa"));
        tool.Write("results/served/20250102-000000-aaaaaaaa/run.json", "{ \"name\": \"of another program\" }");
        tool.Write(
            "results/served/20250103-000000-aaaaaaaa/run.json",
            "{ \"id\": \"20250103-000000-aaaaaaaa\", \"suite\": \"served\", \"schema\": \"evalharness/run/1\" }"
        );
        tool.Write("results/served/20250104-000000-aaaaaaaa/run.json", "{ \"id\": \"2025");
        string[] expected =
        [
            "no run here",
            "a header of no run",
            "a header of no run",
            "a broken header",
            "samples.jsonl: no such file",
        ];

        foreach (var (folder, told) in tool.Runs("served").Zip(expected))
        {
            var ended = await tool.RunAsync(verb == "show" ? [verb, folder, "s0001"] : [verb, folder]);

            Assert.That((ended.ExitCode, ended.Output), Is.EqualTo((2, "")), ended.ToString());
            Assert.That(ended.Errors.Trim().Split('\n'), Has.Length.EqualTo(1).And.One.Contains(told));
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
