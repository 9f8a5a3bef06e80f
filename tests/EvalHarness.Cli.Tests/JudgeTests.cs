using EvalHarness.Tests.Models;
using NUnit.Framework;
using static EvalHarness.Cli.Tests.JudgedSuite;

namespace EvalHarness.Cli.Tests;

/// <summary>Models that judge answers, through the built tool and a real server.</summary>
public sealed class JudgeTests
{
    [Test]
    public async Task Equal_answers_are_judged_once_and_every_verdict_is_in_the_log_and_in_the_cost()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(request => IsJudged(request) ? Good : FaultReply.Chat("positive"));
        Write(
            tool,
            server.Url,
            others: "\n  twin: { provider: openai-compatible, endpoint: " + server.Url + ", model: twin }"
        );

        var ended = await tool.RunAsync("run", "suite.yaml", "--json");

        var verdicts = Verdicts(tool);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(server.Requests.Count(IsJudged), Is.EqualTo(Samples), "both models say the same");
            Assert.That(verdicts, Has.Count.EqualTo(Samples));
            Assert.That(
                verdicts.Sum(line => line.GetProperty("cost_usd").GetDecimal()),
                Is.EqualTo(Samples * 0.00012m)
            );
            Assert.That(
                verdicts.Select(line => line.GetProperty("judging").GetProperty("judge").GetString()),
                Is.All.EqualTo("quality")
            );
            Assert.That(ended.Errors, Does.Contain("judge quality of sentiment (judge): 60 verdicts, $0.0072;"));
            Assert.That(Scores(tool), Is.All.EqualTo("[1,1]"));
        }
    }

    [Test]
    public async Task Another_run_pays_for_no_verdict_again()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(request => IsJudged(request) ? Good : FaultReply.Chat("positive"));
        Write(tool, server.Url);
        await tool.RunAsync("run", "suite.yaml");
        int asked = server.Requests.Count;

        var again = await tool.RunAsync("run", "suite.yaml");

        Assert.That((again.ExitCode, server.Requests.Count), Is.EqualTo((0, asked)), again.ToString());
    }

    [Test]
    public async Task After_kill_nine_while_judging_only_what_was_in_flight_is_asked_again()
    {
        using var tool = new Tool();
        using var half = new SemaphoreSlim(0);
        int judged = 0;
        await using var server = new FaultServer(request =>
        {
            if (IsJudged(request) && Interlocked.Increment(ref judged) == Samples / 2)
            {
                half.Release();
            }

            return IsJudged(request) ? Good : FaultReply.Chat("positive");
        });
        Write(tool, server.Url);
        using (var running = tool.Start("run", "suite.yaml"))
        {
            await half.WaitAsync();
            running.Kill();
            await running.EndAsync();
        }

        var ended = await tool.RunAsync("run", "suite.yaml", "--no-cache");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(tool.Runs("served"), Has.Length.EqualTo(1), "the run was taken up");
            Assert.That(server.Requests.Count(request => !IsJudged(request)), Is.EqualTo(Samples), "no answer twice");
            Assert.That(server.Requests.Count(IsJudged), Is.InRange(Samples, Samples + 8));
            Assert.That(
                Verdicts(tool).Select(line => line.GetProperty("sample").GetString()).Distinct().Count(),
                Is.EqualTo(Samples)
            );
        }
    }

    [Test]
    public async Task A_judge_that_is_down_is_left_for_the_next_run_and_no_answer_is_paid_again()
    {
        using var tool = new Tool();
        bool isDown = true;
        await using var server = new FaultServer(request =>
            !IsJudged(request) ? FaultReply.Chat("positive")
            : Volatile.Read(ref isDown) ? FaultReply.Status(402, "{}")
            : Good
        );
        Write(tool, server.Url);

        var stopped = await tool.RunAsync("run", "suite.yaml");
        Volatile.Write(ref isDown, false);
        var ended = await tool.RunAsync("run", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stopped.ExitCode, Is.Not.Zero.And.Not.EqualTo(70), stopped.ToString());
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(tool.Runs("served"), Has.Length.EqualTo(1));
            Assert.That(server.Requests.Count(request => !IsJudged(request)), Is.EqualTo(Samples));
            Assert.That(ended.Errors, Does.Contain("60 verdicts"));
        }
    }

    [Test]
    public async Task No_verdict_is_no_zero_and_no_gate_goes_by_what_is_left()
    {
        using var tool = new Tool();
        int judged = 0;
        await using var server = new FaultServer(request =>
            !IsJudged(request) ? FaultReply.Chat("positive")
            : Interlocked.Increment(ref judged) % 3 == 0 ? FaultReply.Chat("I like it: good!")
            : Good
        );
        Write(
            tool,
            server.Url,
            judge: "allow_uncalibrated: true, ",
            gates: "gates: [ { model: remote, metric: sentiment/judged_quality, at_least: 0.5 } ]"
        );

        var ended = await tool.RunAsync("gate", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ToString(), Does.Contain("20 of 60 answers of remote have no score by this metric"));
            Assert.That(ended.ExitCode, Is.Not.Zero);
            Assert.That(Scores(tool).Count(score => score == "[1,1]"), Is.EqualTo(40));
            Assert.That(Scores(tool).Count(score => score == "[0,0]"), Is.EqualTo(20));
        }
    }

    [TestCase("", "inconclusive", "nobody compared the scores of judge quality with those of people")]
    [TestCase("allow_uncalibrated: true, ", "1 gate: 1 pass", "judged_quality at least 0.5")]
    public async Task Gates_go_by_a_judge_only_where_the_suite_says_so(string judge, string verdict, string told)
    {
        using var tool = new Tool();
        await using var server = new FaultServer(request => IsJudged(request) ? Good : FaultReply.Chat("positive"));
        Write(
            tool,
            server.Url,
            judge: judge,
            gates: "gates: [ { model: remote, metric: sentiment/judged_quality, at_least: 0.5 } ]"
        );

        var ended = await tool.RunAsync("gate", "suite.yaml");

        Assert.That(ended.ToString(), Does.Contain(verdict).IgnoreCase.And.Contain(told).IgnoreCase);
    }

    [Test]
    public async Task A_budget_holds_for_answers_and_verdicts_together()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(request => IsJudged(request) ? Good : FaultReply.Chat("positive"));
        Write(tool, server.Url, gates: "budget: { requests: 80 }");

        var ended = await tool.RunAsync("run", "suite.yaml");

        Assert.That((server.Requests.Count, ended.ExitCode == 0), Is.EqualTo((80, false)), ended.ToString());
    }

    [TestCase("models: [judge]", "models: [jugde]", "unknown model 'jugde'", "did you mean 'judge'?")]
    [TestCase(
        "guideline: Judge",
        "prompt: \"{{answer}}\", guideline: Judge",
        "a judge's prompt without '{{form}}'",
        ""
    )]
    [TestCase(
        "guideline: Judge",
        "prompt: \"{{anwser}}{{form}}\", guideline: Judge",
        "{{anwser}}",
        "did you mean 'answer'?"
    )]
    [TestCase("guideline: Judge", "jury: most, guideline: Judge", "most", "")]
    [TestCase(
        "judged: quality",
        "judged: { judge: quality, question: short }",
        "unknown question 'short'",
        "a judge of kind 'criteria'"
    )]
    [TestCase("judged: quality", "judged: qality", "unknown judge 'qality'", "did you mean 'quality'?")]
    [TestCase("good: 1,", "good: 2,", "scores must lie in [0, 1]", "")]
    [TestCase("kind: rubric", "kind: rubrik", "rubrik", "did you mean 'rubric'?")]
    [TestCase("models: [judge]", "models: [judge, judge]", "model 'judge' twice", "")]
    [TestCase("models: [judge]", "models: []", "a judge without models", "")]
    public async Task A_fault_of_a_judge_is_told_where_it_stands(string right, string wrong, string told, string meant)
    {
        using var tool = new Tool();
        Write(tool, "http://127.0.0.1:9");
        string suite = await File.ReadAllTextAsync(Path.Combine(tool.Folder, "suite.yaml"));
        tool.Write("suite.yaml", suite.Replace(right, wrong, StringComparison.Ordinal));

        var ended = await tool.RunAsync("validate", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
            Assert.That(ended.Errors, Does.Match(@"suite\.yaml:\d+:\d+: ").And.Contain(told).And.Contain(meant));
        }
    }

    [Test]
    public async Task A_plan_counts_the_verdicts()
    {
        using var tool = new Tool();
        Write(tool, "http://127.0.0.1:9");

        var ended = await tool.RunAsync("plan", "suite.yaml");

        Assert.That(ended.Output, Does.Match(@"judge\s+quality").And.Contain("at most 60"), ended.ToString());
        Assert.That(
            ended.Output,
            Does.Match("as judge quality is asked, prompt [0-9a-f]{8}").And.Contain("(here stands the answer)")
        );
    }

    [Test]
    public async Task What_cannot_be_read_of_a_judge_is_the_one_fault_that_is_told()
    {
        using var tool = new Tool();
        Write(tool, "http://127.0.0.1:9");
        string suite = await File.ReadAllTextAsync(Path.Combine(tool.Folder, "suite.yaml"));
        tool.Write("suite.yaml", suite.Replace("guideline:", "guidelin:", StringComparison.Ordinal));

        var ended = await tool.RunAsync("validate", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2));
            Assert.That(ended.Errors.Trim().Split('\n'), Has.Length.EqualTo(1), ended.Errors);
            Assert.That(ended.Errors, Does.Contain("did you mean 'guideline'?"));
        }
    }
}
