using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Two processes at once on one folder of results: nothing is paid for twice.</summary>
public sealed class TwoStartsTests : IAsyncDisposable
{
    private const int Samples = 60;
    private const string Waiting = "waiting for answers that another process is asking for";

    private readonly Tool tool = new();
    private readonly SemaphoreSlim begun = new(0);
    private readonly ManualResetEventSlim isOver = new();
    private readonly FaultServer server;
    private int held = int.MaxValue;

    /// <summary>Two suites that ask a server the same, which holds its first requests until all is over.</summary>
    public TwoStartsTests()
    {
        server = new FaultServer(request =>
        {
            if (request.Number <= held)
            {
                begun.Release();
                isOver.Wait();
            }

            return FaultReply.Chat("positive");
        });
        Suites.Write(tool, server.Url, Samples);
        string suite = File.ReadAllText(Path.Combine(tool.Folder, "suite.yaml"));
        tool.Write("other.yaml", suite.Replace("suite: served", "suite: other", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        // A server that held its requests for ever could not be disposed of.
        isOver.Set();
        await server.DisposeAsync();
        isOver.Dispose();
        begun.Dispose();
        tool.Dispose();
    }

    [Test]
    public async Task The_second_start_of_a_suite_names_the_first_and_asks_nothing()
    {
        using var first = tool.Start("run", "suite.yaml");
        await begun.WaitAsync();
        var second = await tool.RunAsync("run", "suite.yaml");
        isOver.Set();
        var ended = await first.EndAsync();

        string run = Path.GetFileName(tool.Runs("served")[^1]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(second.ExitCode, Is.EqualTo(2), second.ToString());
            Assert.That(second.Errors, Does.Match($"{run}: a run that process {first.Id} is carrying out; expected"));
            Assert.That(server.Requests, Has.Count.EqualTo(Samples));
            Assert.That(tool.Runs("served"), Has.Length.EqualTo(1));
        }
    }

    [Test]
    public async Task Gates_wait_for_a_run_of_theirs_that_is_under_way_and_ask_nothing()
    {
        File.AppendAllText(
            Path.Combine(tool.Folder, "suite.yaml"),
            "\ngates:\n  - { model: remote, metric: sentiment/accuracy, at_least: 0.1 }\n"
        );
        using var first = tool.Start("run", "suite.yaml");
        await begun.WaitAsync();
        using var second = tool.Start("gate", "suite.yaml");
        await Task.Delay(TimeSpan.FromSeconds(5));
        isOver.Set();
        var ended = await first.EndAsync();
        var gated = await second.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(gated.ExitCode, Is.Zero, gated.ToString());
            Assert.That(server.Requests, Has.Count.EqualTo(Samples));
            Assert.That(tool.Runs("served"), Has.Length.EqualTo(1));
        }
    }

    [Test]
    public async Task Of_two_suites_that_ask_the_same_each_request_is_paid_for_once()
    {
        using var one = tool.Start("run", "suite.yaml");
        using var other = tool.Start("run", "other.yaml");
        await begun.WaitAsync();
        await Task.WhenAny(one.SaysAsync(Waiting), other.SaysAsync(Waiting));
        isOver.Set();

        Tool.Ended[] ended = [await one.EndAsync(), await other.EndAsync()];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.Select(end => end.ExitCode), Is.All.Zero, string.Join('\n', ended.Select(e => $"{e}")));
            Assert.That(server.Requests, Has.Count.EqualTo(Samples));
            Assert.That(tool.Runs("served").Concat(tool.Runs("other")).Select(Lines), Is.All.EqualTo(Samples));
        }
    }

    [Test]
    public async Task What_a_killed_process_was_asking_for_the_other_asks_itself()
    {
        held = 4;
        using var killed = tool.Start("run", "suite.yaml");
        for (int i = 0; i < held; i++)
        {
            await begun.WaitAsync();
        }

        using var other = tool.Start("run", "other.yaml");
        await other.SaysAsync(Waiting);
        killed.Kill();
        var ended = await other.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(server.Requests, Has.Count.EqualTo(Samples + held));
        }
    }

    private static int Lines(string run) => File.ReadLines(Path.Combine(run, "responses.jsonl")).Count();
}
