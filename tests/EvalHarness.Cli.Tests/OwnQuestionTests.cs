using EvalHarness.Tests.Extensions;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>A question of a team's own to its judges, through the built tool and a real server.</summary>
public sealed class OwnQuestionTests
{
    private const int Samples = 20;

    private readonly Tool tool = new();

    [TearDown]
    public void Delete() => tool.Dispose();

    [TestCase("extensions: [lib/Team.Evals.dll]", "")]
    [TestCase("", "--extension lib/Team.Evals.dll")]
    public async Task A_finished_run_finds_it_again_whatever_is_done_with_the_run(string head, string option)
    {
        string run = await RunAsync(head, option);
        string scored = await File.ReadAllTextAsync(Path.Combine(run, "scores.jsonl"));
        using var elsewhere = new Tool();

        var results = new List<(string[] Asked, Tool.Ended Ended)>();
        foreach (
            string[] verb in (string[][])
                [
                    ["report", run],
                    ["score", run],
                    ["show", run, "s0001"],
                ]
        )
        {
            results.Add((verb, await elsewhere.RunAsync(verb)));
        }

        string[] gate = ["gate", "suite.yaml", .. Words(option)];
        results.Add((gate, await tool.RunAsync(gate)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(scored, Does.Contain("\"judged_tone\":[0.5,1,").And.Contain("\"judged_tone\":[1,1,"));
            foreach (var (verb, ended) in results)
            {
                Assert.That(ended.ExitCode, Is.Zero, $"{verb[0]}: {ended}");
            }

            Assert.That(results[2].Ended.Output, Does.Contain("Tone: "));
            Assert.That(
                results[3].Ended.ToString(),
                Does.Contain("decided from the finished run").And.Contain("1 pass")
            );
            Assert.That(await File.ReadAllTextAsync(Path.Combine(run, "scores.jsonl")), Is.EqualTo(scored));
        }
    }

    [TestCase("report")]
    [TestCase("score")]
    public async Task Where_its_assembly_was_moved_the_path_is_named_and_another_is_taken(string verb)
    {
        string run = await RunAsync("extensions: [lib/Team.Evals.dll]", "");
        Directory.Move(Path.Combine(tool.Folder, "lib"), Path.Combine(tool.Folder, "moved"));

        var lost = await tool.RunAsync(verb, run);
        var found = await tool.RunAsync(verb, run, "--extension", "moved/Team.Evals.dll");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(lost.ExitCode, Is.EqualTo(2));
            Assert.That(lost.Errors, Does.Contain("no file '../../../lib/Team.Evals.dll', the extension Team.Evals"));
            Assert.That(found.ExitCode, Is.Zero, found.ToString());
        }
    }

    /// <summary>Runs a suite whose judge is asked the team's question; the run folder.</summary>
    private async Task<string> RunAsync(string head, string option)
    {
        BuiltExtension.Copy(BuiltExtension.First, Path.Combine(tool.Folder, "lib"));
        int asked = 0;
        await using var server = new FaultServer(request =>
            !request.Body.Contains("polite in a warm tone", StringComparison.Ordinal) ? FaultReply.Chat("positive")
            : Interlocked.Increment(ref asked) == 1 ? FaultReply.Chat("Tone: curt")
            : FaultReply.Chat("Tone: polite")
        );
        Suites.Write(
            tool,
            server.Url,
            Samples,
            extra: $"  judge: {{ provider: openai-compatible, endpoint: {server.Url}, model: j, only_in_teams: true }}",
            metrics: """
            [{ judged: tone }]
                judges: { tone: { kind: politeness, tone: warm, models: [judge], allow_uncalibrated: true } }
            gates:
              - { model: remote, metric: sentiment/judged_tone, at_least: 0.5 }
            """,
            head: head
        );
        var ended = await tool.RunAsync(["run", "suite.yaml", .. Words(option)]);
        Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
        return tool.Runs("served").Single();
    }

    private static string[] Words(string option) => option.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
