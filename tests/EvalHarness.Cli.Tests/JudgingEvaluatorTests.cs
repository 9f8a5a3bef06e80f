using System.Text.Json;
using EvalHarness.Tests.Extensions;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Evaluators of a team's own assembly that ask a model, through the built tool and a real server.</summary>
public sealed class JudgingEvaluatorTests
{
    private const int Samples = 24;

    private const string Completeness =
        "{ evaluator: { type: CompletenessEvaluator, metric: Completeness, low: 1, high: 5, judge: judge } }";

    private readonly Tool tool = new();

    [SetUp]
    public void Copy() => BuiltExtension.Copy(BuiltExtension.First, Path.Combine(tool.Folder, "lib"));

    [TearDown]
    public void Delete() => tool.Dispose();

    [Test]
    public async Task What_they_ask_is_paid_once_written_down_and_answered_from_there_when_the_run_is_scored()
    {
        string run;
        string scored;
        await using (var server = new FaultServer(Replies(_ => "4")))
        {
            Write(server.Url, Completeness, others: Twin(server.Url));
            var ended = await tool.RunAsync("run", "suite.yaml");
            var again = await tool.RunAsync("run", "suite.yaml");

            Assert.That((ended.ExitCode, again.ExitCode), Is.EqualTo((0, 0)), ended.ToString() + again);
            run = tool.Runs("served")[0];
            scored = await File.ReadAllTextAsync(Path.Combine(run, "scores.jsonl"));
            using (Assert.EnterMultipleScope())
            {
                Assert.That(server.Requests.Count(IsRating), Is.EqualTo(Samples), "both models say the same");
                Assert.That(server.Requests.Count, Is.EqualTo(3 * Samples));
                Assert.That(
                    Calls(run).Sum(line => line.GetProperty("cost_usd").GetDecimal()),
                    Is.EqualTo(Samples * 0.000026m)
                );
                Assert.That(
                    ended.Errors,
                    Does.Contain(
                        "evaluator CompletenessEvaluator of sentiment (judge): 24 answers of its judge, $0.000624;"
                    )
                );
                Assert.That(scored, Does.Contain("\"Completeness\":[4,1]"));
                Assert.That(
                    server.Requests.First(IsRating).Body,
                    Does.Contain("\"max_tokens\":8").And.Contain("\"temperature\":0").And.Not.Contain("penalty")
                );
            }
        }

        var rescored = await tool.RunAsync("score", run);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rescored.ExitCode, Is.Zero, rescored.ToString());
            Assert.That(await File.ReadAllTextAsync(Path.Combine(run, "scores.jsonl")), Is.EqualTo(scored));
        }
    }

    [Test]
    public async Task After_kill_nine_only_what_was_in_flight_is_asked_again()
    {
        using var half = new SemaphoreSlim(0);
        int rated = 0;
        await using var server = new FaultServer(
            Replies(_ =>
            {
                if (Interlocked.Increment(ref rated) == Samples / 2)
                {
                    half.Release();
                }

                return "5";
            })
        );
        Write(server.Url, Completeness);
        using (var running = tool.Start("run", "suite.yaml"))
        {
            Assert.That(await half.WaitAsync(TimeSpan.FromMinutes(2)), "half of them were asked");
            running.Kill();
            await running.EndAsync();
        }

        var ended = await tool.RunAsync("run", "suite.yaml", "--no-cache");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(tool.Runs("served"), Has.Length.EqualTo(1), "the run was taken up");
            Assert.That(server.Requests.Count(request => !IsRating(request)), Is.EqualTo(Samples), "no answer twice");
            Assert.That(server.Requests.Count(IsRating), Is.InRange(Samples, Samples + 8));
            Assert.That(ended.Errors, Does.Contain("24 answers of its judge"));
        }
    }

    [Test]
    public async Task Where_the_model_is_down_the_run_is_unfinished_and_goes_on_later()
    {
        bool isDown = true;
        await using var server = new FaultServer(request =>
            !IsRating(request) ? FaultReply.Chat("positive")
            : Volatile.Read(ref isDown) ? FaultReply.Status(402, "{}")
            : FaultReply.Chat("5")
        );
        Write(server.Url, Completeness);

        var stopped = await tool.RunAsync("run", "suite.yaml");
        Volatile.Write(ref isDown, false);
        var ended = await tool.RunAsync("run", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stopped.ExitCode, Is.Not.Zero.And.Not.EqualTo(70), stopped.ToString());
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(tool.Runs("served"), Has.Length.EqualTo(1));
            Assert.That(server.Requests.Count(request => !IsRating(request)), Is.EqualTo(Samples));
            Assert.That(
                await File.ReadAllTextAsync(Path.Combine(tool.Runs("served").Single(), "scores.jsonl")),
                Does.Contain("\"Completeness\":[5,1]").And.Not.Contain("\"failure\"")
            );
        }
    }

    [Test]
    public async Task An_answer_in_another_form_is_no_score_and_no_gate_passes()
    {
        int rated = 0;
        await using var server = new FaultServer(
            Replies(_ => Interlocked.Increment(ref rated) % 3 == 0 ? "I would say five" : "5")
        );
        Write(
            server.Url,
            Completeness.Replace(" judge: judge", " judge: judge, allow_uncalibrated: true", StringComparison.Ordinal),
            gates: "gates: [ { model: remote, metric: sentiment/Completeness, at_least: 1 } ]"
        );

        var ended = await tool.RunAsync("gate", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Not.Zero, ended.ToString());
            Assert.That(ended.ToString().ReplaceLineEndings(" "), Does.Match("8 of 24 answers of remote have no"));
        }
    }

    [TestCase("", false)]
    [TestCase(", allow_uncalibrated: true", true)]
    public async Task Gates_go_by_what_a_model_says_only_where_the_suite_says_so(string allowed, bool passes)
    {
        await using var server = new FaultServer(Replies(_ => "5"));
        Write(
            server.Url,
            Completeness.Replace(" judge: judge", " judge: judge" + allowed, StringComparison.Ordinal),
            gates: "gates: [ { model: remote, metric: sentiment/Completeness, at_least: 4 } ]"
        );

        var ended = await tool.RunAsync("gate", "suite.yaml");

        Assert.That(
            ended.ToString(),
            passes
                ? Does.Contain("1 gate: 1 pass")
                : Does.Contain("Nobody compared the scores of judge Completeness with those of people")
        );
    }

    [Test]
    public async Task Who_asks_the_same_twice_is_answered_twice_and_again_so_when_scored()
    {
        int asked = 0;
        await using var server = new FaultServer(request =>
            request.Body.Contains("Is this an answer?", StringComparison.Ordinal)
                ? FaultReply.Chat(Interlocked.Increment(ref asked) % 2 == 0 ? "yes" : "no")
                : FaultReply.Chat("positive")
        );
        Write(server.Url, "{ evaluator: { type: SteadinessEvaluator, metric: Steady, judge: judge } }");

        var ended = await tool.RunAsync("run", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(asked, Is.EqualTo(2 * Samples));
            Assert.That(
                await File.ReadAllTextAsync(Path.Combine(tool.Runs("served").Single(), "scores.jsonl")),
                Does.Contain("\"Steady\":[").And.Not.Contain("\"failure\"")
            );
        }
    }

    [Test]
    public async Task What_is_said_after_a_model_gave_no_answer_does_not_count()
    {
        await using var server = new FaultServer(request =>
            request.Body.Contains("Is it fine?", StringComparison.Ordinal)
                ? FaultReply.Status(400, "{}")
                : FaultReply.Chat("positive")
        );
        Write(server.Url, "{ evaluator: { type: TrustingEvaluator, metric: Fine, judge: judge } }");

        var ended = await tool.RunAsync("run", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                await File.ReadAllTextAsync(Path.Combine(tool.Runs("served").Single(), "scores.jsonl")),
                Does.Contain("\"failure\":\"its judge failed: ").And.Not.Contain("\"Fine\":[")
            );
            Assert.That(ended.ToString(), Does.Contain("have no score by Fine: its judge failed"));
        }
    }

    [Test]
    public async Task A_plan_counts_what_they_will_ask()
    {
        Write("http://127.0.0.1:9", Completeness);

        var ended = await tool.RunAsync("plan", "suite.yaml");

        Assert.That(
            ended.Output,
            Does.Match(@"evaluator\s+CompletenessEvaluator").And.Contain("at most 24"),
            ended.ToString()
        );
    }

    [TestCase("judge: judge }", "judge: jugde }", "unknown model 'jugde'", "did you mean 'judge'?")]
    [TestCase(
        "judge: judge }",
        "judge: first }",
        "model 'first' as a judge",
        "a language model that is asked by itself"
    )]
    [TestCase("judge: judge }", "allow_uncalibrated: true }", "asks no model", "'judge' beside it, or neither")]
    public async Task A_fault_is_told_where_it_stands(string right, string wrong, string told, string meant)
    {
        Write(
            "http://127.0.0.1:9",
            Completeness.Replace(right, wrong, StringComparison.Ordinal),
            others: "\n  first: { provider: majority-class }"
        );

        var ended = await tool.RunAsync("validate", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
            Assert.That(ended.Errors, Does.Match(@"suite\.yaml:\d+:\d+: ").And.Contain(told).And.Contain(meant));
        }
    }

    private static Func<FaultRequest, FaultReply> Replies(Func<FaultRequest, string> rating) =>
        request => IsRating(request) ? FaultReply.Chat(rating(request)) : FaultReply.Chat("positive");

    private static bool IsRating(FaultRequest request) =>
        request.Body.Contains("Rate it from 1 to 5", StringComparison.Ordinal);

    private static string Twin(string url) =>
        "\n  twin: { provider: openai-compatible, endpoint: " + url + ", model: twin }";

    private void Write(string url, string metric, string others = "", string gates = "") =>
        Suites.Write(
            tool,
            url,
            Samples,
            extra: $"  judge: {{ provider: openai-compatible, endpoint: {url}, model: j, only_in_teams: true, price: {{ input: 1, output: 2, as_of: 2026-11-30, source: test }} }}{others}",
            metrics: $"[{metric}, accuracy]\n{gates}",
            head: "extensions: [lib/Team.Evals.dll]"
        );

    private static JsonElement[] Calls(string run) =>
        [.. File.ReadAllLines(Path.Combine(run, "judgements.jsonl")).Select(line => JsonElement.Parse(line))];
}
