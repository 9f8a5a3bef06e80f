using System.Text.Json;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Samples asked again, as a user meets them: in a plan, after a kill, in every verb that reads a run.</summary>
public sealed class RepeatTests
{
    private const int Samples = 20;
    private const int Again = 10;
    private const int InFlight = 4;

    private static string Keys => $"    repeatability: {{ samples: {Again} }}\n    price: {{ input: 1, output: 2 }}";

    private static List<JsonElement> Repeats(Tool tool) =>
        [
            .. File.ReadLines(Path.Combine(tool.Runs("served")[^1], "repeats.jsonl"))
                .Select(line => JsonDocument.Parse(line).RootElement),
        ];

    [Test]
    public async Task After_kill_nine_among_the_repeats_only_what_was_in_flight_is_asked_once_more()
    {
        using var tool = new Tool();
        using var some = new SemaphoreSlim(0);
        await using var server = new FaultServer(request =>
        {
            if (request.Number == Samples + (Again / 2))
            {
                some.Release();
            }

            return FaultReply.Chat("positive");
        });
        Suites.Write(tool, server.Url, Samples, extra: Keys);
        using (var running = tool.Start("run", "suite.yaml"))
        {
            Assert.That(await some.WaitAsync(TimeSpan.FromMinutes(2)), Is.True);
            running.Kill();
            await running.EndAsync();
        }

        var ended = await tool.RunAsync("run", "suite.yaml");

        var repeats = Repeats(tool);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(tool.Runs("served"), Has.Length.EqualTo(1), "the run was taken up");
            Assert.That(server.Requests, Has.Count.InRange(Samples + Again, Samples + Again + InFlight));
            Assert.That(repeats, Has.Count.EqualTo(Again));
            Assert.That(repeats.Select(line => line.GetProperty("sample").GetString()).ToArray(), Is.Unique);
            Assert.That(repeats.Select(line => line.GetProperty("repeat").GetInt32()), Is.All.EqualTo(1));
        }
    }

    [Test]
    public async Task Plan_run_score_gate_show_and_json_know_of_it()
    {
        using var tool = new Tool();
        int asked = 0;
        await using var server = new FaultServer(_ =>
            FaultReply.Chat(Interlocked.Increment(ref asked) > Samples ? "negative" : "positive")
        );
        Suites.Write(
            tool,
            server.Url,
            Samples,
            extra: Keys + "\ngates: [{ model: remote, metric: sentiment/accuracy, at_least: 0.9 }]"
        );

        var plan = await tool.RunAsync("plan", "suite.yaml");
        var run = await tool.RunAsync("run", "suite.yaml", "--json");
        var gate = await tool.RunAsync("gate", "suite.yaml");
        var score = await tool.RunAsync("score", "served");
        string sample = Repeats(tool)[0].GetProperty("sample").GetString()!;
        var show = await tool.RunAsync("show", "served", sample);

        const string note =
            "remote in sentiment: 10 of 10 answers differ when asked again (it agrees with itself in 0 %, 95 % interval 0 to 27.8 %), texts of 10; a difference in accuracy below 43.8 points over the 20 answers could be its own noise";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                plan.Output,
                Does.Contain("sentiment, asked again").And.Contain("20 requests planned and 10 asked again")
            );
            Assert.That(run.ExitCode, Is.Zero, run.ToString());
            Assert.That(run.Errors, Does.Contain(note));
            Assert.That(score.Errors, Does.Contain(note));
            Assert.That(
                gate.Output,
                Does.Contain("could move by 43.8 points by the models' own noise alone, past the bound")
            );
            Assert.That(run.Output, Does.Contain("\"reach\": 0.438").And.Contain("\"other_answers\": 10"));
            Assert.That(show.Output, Does.Contain("asked again, 1: negative"));
        }
    }
}
