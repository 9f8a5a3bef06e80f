using System.Text.Json;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Conversations, asked turn by turn through the built tool and a real server.</summary>
public sealed class ConversationTests
{
    private const int Turns = 6;

    [Test]
    public async Task Behind_earlier_questions_stand_the_right_answers_whatever_the_model_said()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(_ => FaultReply.Chat("wrong"));
        Write(tool, server.Url, "gold");

        var ended = await tool.RunAsync("run", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(
                Asked(server),
                Is.EquivalentTo([
                    "system Be short.|user Q one",
                    "system Be short.|user Q one|assistant 1|user Q two",
                    "system Be short.|user Q one|assistant 1|user Q two|assistant 2|user Q three",
                    "system Be short.|user Q uno",
                    "system Be short.|user Q uno|assistant 11|user Q due",
                    "system Be short.|user Q uno|assistant 11|user Q due|assistant 12|user Q tre",
                ])
            );
            Assert.That(
                ended.Output,
                Does.Contain("6 samples in 2 clusters"),
                "turns of a conversation are not independent"
            );
        }
    }

    [Test]
    public async Task Behind_earlier_questions_stand_the_models_own_answers_and_each_is_asked_once()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(Count);
        Write(tool, server.Url, "own");

        var ended = await tool.RunAsync("run", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(
                Asked(server),
                Is.EquivalentTo([
                    "system Be short.|user Q one",
                    "system Be short.|user Q one|assistant said 2|user Q two",
                    "system Be short.|user Q one|assistant said 2|user Q two|assistant said 4|user Q three",
                    "system Be short.|user Q uno",
                    "system Be short.|user Q uno|assistant said 2|user Q due",
                    "system Be short.|user Q uno|assistant said 2|user Q due|assistant said 4|user Q tre",
                ])
            );
            Assert.That(Lines(tool, "responses.jsonl"), Has.Count.EqualTo(Turns));
            Assert.That(
                Lines(tool, "prompts.jsonl").Select(line => line.GetRawText()),
                Has.Some.Contains("said 4"),
                "the log has the prompts as they were sent"
            );
        }
    }

    [Test]
    public async Task After_kill_nine_only_the_turn_in_flight_is_asked_again_and_what_follows_goes_on_from_the_log()
    {
        using var tool = new Tool();
        using var third = new SemaphoreSlim(0);
        bool hangs = true;
        await using var server = new FaultServer(request =>
        {
            if (Volatile.Read(ref hangs) && Messages(request).Length == 4)
            {
                third.Release();
                return FaultReply.Silence(FaultEnding.Hang);
            }

            return Count(request);
        });
        Write(tool, server.Url, "own");
        using (var running = tool.Start("run", "suite.yaml"))
        {
            await third.WaitAsync(TimeSpan.FromMinutes(2));
            running.Kill();
            await running.EndAsync();
        }

        Volatile.Write(ref hangs, false);
        var ended = await tool.RunAsync("run", "suite.yaml", "--no-cache");

        string[] asked = [.. Asked(server)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(tool.Runs("talk"), Has.Length.EqualTo(1), "the run was taken up");
            Assert.That(asked.Where(one => one.Count(c => c == '|') == 1).Distinct(), Has.Exactly(2).Items);
            Assert.That(asked, Has.Length.InRange(Turns + 1, Turns + 4), "what was in flight, and no more");
            Assert.That(Lines(tool, "responses.jsonl"), Has.Count.EqualTo(Turns));
        }
    }

    [Test]
    public async Task Another_run_takes_the_whole_chain_from_the_cache()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(Count);
        Write(tool, server.Url, "own");
        await tool.RunAsync("run", "suite.yaml");

        var again = await tool.RunAsync("run", "suite.yaml", "--fresh");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(again.ExitCode, Is.Zero, again.ToString());
            Assert.That(tool.Runs("talk"), Has.Length.EqualTo(2));
            Assert.That(server.Requests, Has.Count.EqualTo(Turns));
        }
    }

    [Test]
    public async Task What_follows_a_turn_that_failed_fails_and_is_asked_when_that_is_mended()
    {
        using var tool = new Tool();
        bool isDown = true;
        await using var server = new FaultServer(request =>
            Volatile.Read(ref isDown) && Asked(request).EndsWith("Q due", StringComparison.Ordinal)
                ? FaultReply.Status(400, "{}")
                : Count(request)
        );
        Write(tool, server.Url, "own");
        await tool.RunAsync("run", "suite.yaml");
        var failed = Lines(tool, "responses.jsonl").Where(line => line.TryGetProperty("failure", out _)).ToList();

        Volatile.Write(ref isDown, false);
        var mended = await tool.RunAsync("run", "suite.yaml", "--retry-failed");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.Select(line => line.GetProperty("sample").GetString()), Is.EquivalentTo(["b2", "b3"]));
            Assert.That(
                failed.Select(line => line.GetProperty("failure").GetProperty("message").GetString()),
                Has.Some.EqualTo("an earlier turn of its conversation failed")
            );
            Assert.That(mended.ExitCode, Is.Zero, mended.ToString());
            Assert.That(Asked(server).Last(), Does.EndWith("Q due|assistant said 4|user Q tre"));
        }
    }

    [Test]
    public async Task A_prompt_may_be_written_as_messages_with_turns_that_a_field_holds()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(_ => FaultReply.Chat("yes"));
        tool.Write(
            "data.jsonl",
            """
            {"id":"1","before":[{"role":"user","content":"Hi {{q}}"},{"role":"assistant","content":"Hello"}],"q":"Sure?","a":"yes"}
            {"id":"2","before":[{"from":"human","value":"Hey"},{"from":"gpt","value":"Ho"}],"q":"Really?","a":"yes"}
            """
        );
        tool.Write(
            "suite.yaml",
            $$$"""
            suite: talk
            models: { m: { provider: openai-compatible, endpoint: "{{{server.Url}}}", model: m } }
            tasks:
              - task: chat
                dataset: { file: data.jsonl, id: id, target: a }
                messages:
                  - system: Be short.
                  - user: "Example"
                  - assistant: "yes"
                  - history: before
                  - user: "{{q}}"
                answer: text
                metrics: [exact_match]
            """
        );

        var ended = await tool.RunAsync("run", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(
                Asked(server),
                Is.EquivalentTo([
                    "system Be short.|user Example|assistant yes|user Hi {{q}}|assistant Hello|user Sure?",
                    "system Be short.|user Example|assistant yes|user Hey|assistant Ho|user Really?",
                ])
            );
        }
    }

    /// <summary>Answers with the number of messages, so that each turn is told from the others.</summary>
    private static FaultReply Count(FaultRequest request) => FaultReply.Chat($"said {Messages(request).Length}");

    private static IEnumerable<string> Asked(FaultServer server) => server.Requests.Select(Asked);

    private static string Asked(FaultRequest request) =>
        string.Join(
            '|',
            Messages(request)
                .Select(message =>
                    $"{message.GetProperty("role").GetString()} {message.GetProperty("content").GetString()}"
                )
        );

    private static JsonElement[] Messages(FaultRequest request) =>
        [.. JsonDocument.Parse(request.Body).RootElement.GetProperty("messages").EnumerateArray()];

    private static List<JsonElement> Lines(Tool tool, string file) =>
        [
            .. File.ReadLines(Path.Combine(tool.Runs("talk")[0], file))
                .Select(line => JsonDocument.Parse(line).RootElement),
        ];

    private static void Write(Tool tool, string url, string history)
    {
        tool.Write(
            "data.csv",
            """
            id,dialogue,question,answer
            a1,a,one,1
            a2,a,two,2
            a3,a,three,3
            b1,b,uno,11
            b2,b,due,12
            b3,b,tre,13
            """
        );
        tool.Write(
            "suite.yaml",
            $$$"""
            suite: talk
            models: { m: { provider: openai-compatible, endpoint: "{{{url}}}", model: m } }
            tasks:
              - task: chat
                dataset: { file: data.csv, id: id, fields: [question], target: answer, conversation: dialogue }
                history: {{{history}}}
                system: Be short.
                prompt: "Q {{question}}"
                answer: text
                metrics: [exact_match]
            """
        );
    }
}
