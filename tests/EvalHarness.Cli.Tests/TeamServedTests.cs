using EvalHarness.Tests.Models;
using NUnit.Framework;
using static EvalHarness.Cli.Tests.TwoServers;

namespace EvalHarness.Cli.Tests;

/// <summary>Cascades and routers over two real servers on this machine: who is asked, who pays, and never twice.</summary>
public sealed class TeamServedTests
{
    private const string Cascade =
        "{ provider: cascade, first: small, then: big, accept_when: { confidence: { at_least: 0.8 } } }";

    [Test]
    public async Task A_cascade_asks_the_big_server_only_where_the_small_one_is_unsure()
    {
        using var tool = new Tool();
        await using var small = Small();
        await using var big = Big();
        Write(tool, small.Url, big.Url, 40, $"team: {Cascade}");

        var ended = await tool.RunAsync("run", "suite.yaml", "--json", "--quiet");

        var model = Model(ended, "team");
        var team = model.GetProperty("team");
        var lines = Journal(tool).Where(line => line.Model == "team").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(Asked(small), Is.EqualTo(Enumerable.Range(0, 40)));
            Assert.That(Asked(big), Is.EqualTo(Enumerable.Range(0, 40).Where(sample => !IsSure(sample))));
            Assert.That(team.GetProperty("escalated_share").GetDouble(), Is.EqualTo(0.25));
            Assert.That(
                lines.Where(line => line.Text == "negative").Select(line => line.Number),
                Is.EquivalentTo(Asked(big))
            );
            Assert.That(lines.Select(line => line.Input), Has.All.EqualTo(20).Or.EqualTo(70), "tokens of all calls");
            Assert.That(
                model.GetProperty("cost_usd").GetDecimal(),
                Is.EqualTo((40 * 0.000023m) + (10 * 0.000540m)),
                "money of all calls"
            );
            foreach (var line in lines.Where(line => !IsSure(line.Number)))
            {
                var parts = Journal(tool).Where(one => one.Model != "team" && one.Number == line.Number);
                Assert.That(line.Seconds, Is.EqualTo(parts.Sum(one => one.Seconds)), $"latency of {line.Sample}");
            }
        }
    }

    [Test]
    public async Task A_member_that_is_a_model_of_its_own_is_asked_once_for_both()
    {
        using var tool = new Tool();
        await using var small = Small();
        await using var big = Big();
        Write(tool, small.Url, big.Url, 40, $"team: {Cascade}", helper: "");

        var ended = await tool.RunAsync("run", "suite.yaml");
        var again = await tool.RunAsync("run", "suite.yaml", "--fresh");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(Asked(small), Is.EqualTo(Enumerable.Range(0, 40)));
            Assert.That(Asked(big), Is.EqualTo(Enumerable.Range(0, 40)));
            Assert.That(
                ended.Errors,
                Does.Contain("80 requests asked, 40 answers of teams made from them, $0.023 spent")
            );
            Assert.That(again.Errors, Does.Contain("0 requests asked, 80 served from answers given before"));
            Assert.That(
                ended.Output,
                Does.Contain("team: asked small for 40 of 40 answers (100.0 %), big for 10 (25.0 %)")
            );
        }
    }

    [Test]
    public async Task After_kill_nine_in_the_second_stage_neither_stage_is_paid_twice()
    {
        const int inFlight = 4;
        using var tool = new Tool();
        using var reached = new SemaphoreSlim(0);
        int asked = 0;
        await using var small = Small();
        await using var big = new FaultServer(_ =>
        {
            if (Interlocked.Increment(ref asked) == 30)
            {
                reached.Release();
            }

            return Certain("negative", 0.9);
        });
        Write(tool, small.Url, big.Url, 240, $"team: {Cascade}", limits: "{ in_flight: 4, requests_per_minute: 6000 }");
        using (var running = tool.Start("run", "suite.yaml", "--no-cache"))
        {
            await reached.WaitAsync();
            running.Kill();
            await running.EndAsync();
        }

        var ended = await tool.RunAsync("run", "suite.yaml", "--no-cache");

        var lines = Journal(tool);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(ended.Errors, Does.Contain("already in the log"));
            Assert.That(
                small.Requests,
                Has.Count.InRange(240, 240 + inFlight),
                "only what was in flight is asked again"
            );
            Assert.That(big.Requests, Has.Count.InRange(60, 60 + inFlight));
            Assert.That(lines.Count(line => line.Model == "small"), Is.EqualTo(240));
            Assert.That(lines.Count(line => line.Model == "big"), Is.EqualTo(60));
            Assert.That(lines.Count(line => line.Model == "team"), Is.EqualTo(240));
        }
    }

    [TestCase(429, "429")]
    [TestCase(500, "500")]
    [TestCase(0, "timeout", TestName = "A_big_server_that_never_answers_fails_the_answer")]
    public async Task A_big_server_that_fails_fails_the_answer_and_nothing_else(int status, string said)
    {
        using var tool = new Tool();
        bool isWell = false;
        await using var small = Small();
        await using var big = new FaultServer(_ =>
            Volatile.Read(ref isWell) ? Certain("negative", 0.9)
            : status == 0 ? FaultReply.Silence(FaultEnding.Hang)
            : FaultReply.Status(status, "{}")
        );
        Write(
            tool,
            small.Url,
            big.Url,
            20,
            $"team: {Cascade}",
            limits: $"{{ in_flight: 4, retries: 1, timeout: {(status == 0 ? 2 : 60)}s }}"
        );

        var failed = await tool.RunAsync("run", "suite.yaml", "--json");
        var before = Journal(tool).Where(line => line.Model == "team").ToList();
        int smallBefore = small.Requests.Count;
        isWell = true;
        var mended = await tool.RunAsync("run", "suite.yaml", "--retry-failed", "--json");

        var outcomes = Model(failed, "team").GetProperty("outcomes");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.ExitCode, Is.EqualTo(3), failed.ToString());
            Assert.That(outcomes.GetProperty("failed").GetInt32(), Is.EqualTo(5));
            Assert.That(outcomes.GetProperty("answered").GetInt32(), Is.EqualTo(15));
            Assert.That(before.Where(line => line.Outcome == "failed").Select(line => line.Text), Has.All.Null);
            Assert.That(
                failed.Errors,
                Does.Match(
                    $@"team: 5 requests failed: .*'big'.*{said}|team: 5 requests failed: .*'big': no answer within"
                )
            );
            Assert.That(
                big.Requests.Count(_ => true),
                Is.EqualTo((5 * 2) + 5),
                "each tried twice, then once when well"
            );
            Assert.That(mended.ExitCode, Is.Zero, mended.ToString());
            Assert.That(small.Requests, Has.Count.EqualTo(smallBefore), "the small one is not asked again");
            Assert.That(
                Model(mended, "team").GetProperty("outcomes").GetProperty("answered").GetInt32(),
                Is.EqualTo(20)
            );
        }
    }

    [Test]
    public async Task A_small_server_without_probabilities_is_said_clearly()
    {
        using var tool = new Tool();
        await using var small = new FaultServer(_ => FaultReply.Chat("positive"));
        await using var big = Big();
        Write(tool, small.Url, big.Url, 10, $"team: {Cascade}");

        var ended = await tool.RunAsync("run", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(Asked(big), Is.EqualTo(Enumerable.Range(0, 10)));
            Assert.That(
                string.Join(' ', ended.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
                Does.Contain("team: small gave no probability with 10 of 10 answers")
            );
        }
    }

    [Test]
    public async Task An_answer_that_was_cut_is_read_as_scoring_reads_it()
    {
        using var tool = new Tool();
        await using var small = new FaultServer(_ => Certain("positive", 0.95, end: "length"));
        await using var big = Big();
        Write(tool, small.Url, big.Url, 10, $"team: {Cascade}");

        var ended = await tool.RunAsync("run", "suite.yaml", "--json", "--quiet");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Accuracy(ended, "team"), Is.EqualTo(1), ended.ToString());
            Assert.That(big.Requests, Is.Empty, "the label stood before the cut, and the small one was sure of it");
        }
    }

    [Test]
    public async Task A_budget_that_is_used_up_stops_the_team_with_its_member()
    {
        using var tool = new Tool();
        await using var small = Small();
        await using var big = Big();
        Write(tool, small.Url, big.Url, 40, $"team: {Cascade}", extra: "budget: { requests: 30 }");

        var ended = await tool.RunAsync("run", "suite.yaml", "--quiet");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(3), ended.ToString());
            Assert.That(small.Requests.Count + big.Requests.Count, Is.EqualTo(30));
            Assert.That(Journal(tool).Where(line => line.Outcome == "failed"), Is.Empty);
        }
    }

    [Test]
    public async Task A_router_asks_the_model_of_each_slice_and_another_for_all_else()
    {
        using var tool = new Tool();
        await using var small = Small();
        await using var big = Big();
        Write(
            tool,
            small.Url,
            big.Url,
            30,
            "team: { provider: router, slice: desk, to: { bonds: small, equity: small }, otherwise: big }"
        );

        var ended = await tool.RunAsync("run", "suite.yaml", "--json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(Asked(small), Is.EqualTo(Enumerable.Range(0, 30).Where(sample => sample % 3 == 0)));
            Assert.That(Asked(big), Is.EqualTo(Enumerable.Range(0, 30).Where(sample => sample % 3 != 0)));
            Assert.That(
                ended.Errors,
                Does.Contain("no sample of task 'sentiment' has that desk"),
                "equity is in no row"
            );
        }
    }

    [Test]
    public async Task One_expert_is_replaced_where_the_classifier_gives_its_label()
    {
        using var tool = new Tool();
        await using var small = Small();
        await using var big = Big();
        Write(
            tool,
            small.Url,
            big.Url,
            20,
            "team: { provider: router, label: words, to: { negative: small }, otherwise: big }",
            extra: "",
            words: true
        );

        var ended = await tool.RunAsync("run", "suite.yaml", "--json");

        var team = Model(ended, "team").GetProperty("team");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(Asked(small), Is.EqualTo(Enumerable.Range(0, 20).Where(sample => sample % 2 == 0)));
            Assert.That(Asked(big), Is.EqualTo(Enumerable.Range(0, 20).Where(sample => sample % 2 == 1)));
            Assert.That(team.GetProperty("answers").GetInt32(), Is.EqualTo(20));
        }
    }

    [Test]
    public async Task A_router_by_confidence_gives_the_answers_and_costs_of_the_cascade()
    {
        using var tool = new Tool();
        await using var small = Small();
        await using var big = Big();
        Write(
            tool,
            small.Url,
            big.Url,
            20,
            $"team: {Cascade}\n  routed: {{ provider: router, confidence: small, to: {{ sure: small }}, otherwise: big }}"
        );

        var ended = await tool.RunAsync("run", "suite.yaml", "--json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(small.Requests, Has.Count.EqualTo(20), "two teams, one question");
            Assert.That(big.Requests, Has.Count.EqualTo(5));
            Assert.That(
                Model(ended, "routed").GetProperty("cost_usd").GetDecimal(),
                Is.EqualTo(Model(ended, "team").GetProperty("cost_usd").GetDecimal())
            );
        }
    }

    [Test]
    public async Task What_runs_live_is_what_is_simulated_from_the_same_answers()
    {
        using var tool = new Tool();
        await using var small = Small();
        await using var big = Big();
        Write(tool, small.Url, big.Url, 40, $"team: {Cascade}", helper: "");

        var ended = await tool.RunAsync("run", "suite.yaml", "--json", "--quiet");
        var simulated = await tool.RunAsync("cascade", "served", "--first", "small", "--then", "big", "--json");

        var live = Model(ended, "team");
        var point = Simulated(simulated, 0.8);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                point.GetProperty("calls").GetDouble(),
                Is.EqualTo(live.GetProperty("team").GetProperty("escalated_share").GetDouble())
            );
            Assert.That(point.GetProperty("quality").GetDouble(), Is.EqualTo(Accuracy(ended, "team")));
            Assert.That(
                40 * point.GetProperty("cost_usd").GetDouble(),
                Is.EqualTo(live.GetProperty("cost_usd").GetDouble()).Within(1e-12)
            );
        }
    }
}
