using NUnit.Framework;
using static EvalHarness.Cli.Tests.ComparingJudge;

namespace EvalHarness.Cli.Tests;

/// <summary>Models that compare answers with each other, through the built tool and a real server.</summary>
public sealed class PairwiseTests
{
    [Test]
    public async Task Different_answers_are_compared_once_in_each_order_and_equal_ones_never()
    {
        using var tool = new Tool();
        await using var server = Server(Longer);
        Write(tool, server.Url, "remote", "other", "twin");

        var ended = await tool.RunAsync("run", "suite.yaml", "--json");

        var verdicts = Verdicts(tool);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(server.Requests.Count(IsJudged), Is.EqualTo(Samples), "half of the samples, in both orders");
            Assert.That(verdicts, Has.Count.EqualTo(Samples));
            Assert.That(
                verdicts.Select(line => line.GetProperty("judging").GetProperty("against").GetString()),
                Is.All.Length.EqualTo(32)
            );
            Assert.That(
                verdicts.Sum(line => line.GetProperty("cost_usd").GetDecimal()),
                Is.EqualTo(Samples * 0.00012m)
            );
            Assert.That(ended.Errors, Does.Contain("judge better of sentiment (judge): 40 verdicts, $0.0048"));
            Assert.That(Scores(tool, "remote"), Is.All.EqualTo("[0.5,1]"), "the baseline ties with itself");
            Assert.That(Scores(tool, "other").Count(score => score == "[1,1]"), Is.EqualTo(Samples / 2));
            Assert.That(Scores(tool, "other").Count(score => score == "[0.5,1]"), Is.EqualTo(Samples / 2));
            Assert.That(Scores(tool, "twin"), Is.EqualTo(Scores(tool, "other")));
        }
    }

    [Test]
    public async Task Against_all_each_opponent_weighs_the_same_also_where_two_say_the_same()
    {
        using var tool = new Tool();
        await using var server = Server(Longer);
        Write(tool, server.Url, "all", "other", "twin");

        var ended = await tool.RunAsync("run", "suite.yaml", "--json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(server.Requests.Count(IsJudged), Is.EqualTo(Samples), "other and twin are one text");
            Assert.That(Scores(tool, "remote").Order().Distinct(), Is.EqualTo(new[] { "[0,1]", "[0.5,1]" }));
            Assert.That(Scores(tool, "other").Order().Distinct(), Is.EqualTo(new[] { "[0.5,1]", "[0.75,1]" }));
        }
    }

    [Test]
    public async Task A_judge_that_always_takes_the_first_calls_every_pair_a_tie()
    {
        using var tool = new Tool();
        await using var server = Server((_, _) => "Verdict: A");
        Write(tool, server.Url, "remote", "other");

        var ended = await tool.RunAsync("run", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Scores(tool, "other"), Is.All.EqualTo("[0.5,1]"), ended.ToString());
            Assert.That(
                ended.Errors,
                Does.Contain("40 pairs of answers have a score, 20 of them equal and never asked")
                    .And.Contain("; 20 of 20 verdicts turn with the order; the first answer wins 100 %")
            );
        }
    }

    [Test]
    public async Task Without_swap_each_pair_is_asked_once_in_an_order_that_is_drawn()
    {
        using var tool = new Tool();
        await using var server = Server((_, _) => "Verdict: A");
        Write(tool, server.Url, "remote, swap: false", "other");

        var ended = await tool.RunAsync("run", "suite.yaml");

        int wins = Scores(tool, "other").Count(score => score == "[1,1]");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Requests.Count(IsJudged), Is.EqualTo(Samples / 2), ended.ToString());
            Assert.That(wins, Is.InRange(3, 17), "of 20");
        }
    }

    [Test]
    public async Task A_pair_with_a_verdict_in_one_order_only_has_no_score()
    {
        using var tool = new Tool();
        await using var server = Server(
            (first, second) => first.Length > second.Length ? "Verdict: A" : "I would say B."
        );
        Write(tool, server.Url, "remote", "other");

        var ended = await tool.RunAsync("run", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Scores(tool, "other").Count(score => score == "[0,0]"), Is.EqualTo(Samples / 2));
            Assert.That(
                ended.Errors,
                Does.Contain("20 without a verdict: 20 in another form")
                    .And.Contain("20 have none for want of a verdict"),
                ended.ToString()
            );
        }
    }

    [Test]
    public async Task A_plan_shows_what_is_asked_of_two_answers()
    {
        using var tool = new Tool();
        Write(tool, "http://127.0.0.1:9", "all", "other");

        var ended = await tool.RunAsync("plan", "suite.yaml", "--samples", "1");

        Assert.That(
            ended.Output,
            Does.Contain("as judge better is asked").And.Match(@"\[answer A [0-9a-f]{16}\]").And.Contain("[answer B "),
            ended.ToString()
        );
    }

    [Test]
    public async Task A_sample_shows_each_comparison_of_an_answer_with_its_place_and_its_opponent()
    {
        using var tool = new Tool();
        await using var server = Server(Longer);
        Write(tool, server.Url, "all", "other", "twin");
        await tool.RunAsync("run", "suite.yaml");

        var ended = await tool.RunAsync("show", "served", "s0001", "--model", "remote");

        Assert.That(
            ended.Output,
            Does.Contain("judge better, judge, as A against other, twin: It says more.")
                .And.Contain("judge better, judge, as B against other, twin: It says more."),
            ended.ToString()
        );
    }

    [Test]
    public async Task The_report_tells_who_is_preferred_and_what_moves_the_judge()
    {
        using var tool = new Tool();
        await using var server = Server(Longer);
        Write(tool, server.Url, "all", "other", "twin");

        await tool.RunAsync("run", "suite.yaml");
        var ended = await tool.RunAsync("report", "served");

        string run = tool.Runs("served").Single();
        string rates = await File.ReadAllTextAsync(
            Directory.EnumerateFiles(run, "*preferences.csv", SearchOption.AllDirectories).Single()
        );
        string page = await File.ReadAllTextAsync(Directory.EnumerateFiles(run, "*.html").Single());
        string text = await File.ReadAllTextAsync(Directory.EnumerateFiles(run, "*.md").Single());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            // Against each of two it ties with in one half of the samples, and loses to in the other.
            Assert.That(rates, Does.Contain("sentiment,better,remote,all,0.25,").And.Contain("twin,all,0.625,"));
            Assert.That(
                Directory.EnumerateFiles(run, "*.csv", SearchOption.AllDirectories).Select(Path.GetFileName),
                Is.SupersetOf(new[] { "preferences-matrix.csv", "preferences-pairs.csv", "preferences-biases.csv" })
            );
            Assert.That(page, Does.Contain("id=\"preferences\""));
            Assert.That(text, Does.Contain("arXiv:2404.04475").And.Contain("longer answer wins"));
        }
    }

    [Test]
    public async Task No_name_of_a_model_reaches_the_judge()
    {
        using var tool = new Tool();
        await using var server = Server(Longer);
        Write(tool, server.Url, "all", "nightingale");

        await tool.RunAsync("run", "suite.yaml");

        Assert.That(
            server.Requests.Where(IsJudged).Select(request => request.Body),
            Is.Not.Empty.And.All.Not.Contains("nightingale").And.All.Not.Contains("remote")
        );
    }

    [Test]
    public async Task After_kill_nine_no_comparison_that_was_answered_is_paid_again()
    {
        using var tool = new Tool();
        using var half = new SemaphoreSlim(0);
        int judged = 0;
        await using var server = Server(
            (first, second) =>
            {
                if (Interlocked.Increment(ref judged) == Samples / 2)
                {
                    half.Release();
                }

                return Longer(first, second);
            }
        );
        Write(tool, server.Url, "remote", "other");
        using (var running = tool.Start("run", "suite.yaml"))
        {
            await half.WaitAsync();
            running.Kill();
            await running.EndAsync();
        }

        int paid = Verdicts(tool).Count;
        var ended = await tool.RunAsync("run", "suite.yaml", "--no-cache");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(tool.Runs("served"), Has.Length.EqualTo(1), "the run was taken up");
            Assert.That(paid, Is.GreaterThan(0));
            Assert.That(server.Requests.Count(IsJudged), Is.InRange(Samples, Samples + 8), "what was in flight");
            Assert.That(
                Verdicts(tool).Select(line => line.GetProperty("request").GetString()).Distinct().Count(),
                Is.EqualTo(Samples)
            );
            Assert.That(Verdicts(tool), Has.Count.EqualTo(Samples), "nothing twice");
        }
    }

    [Test]
    public async Task Another_baseline_is_another_run_that_pays_for_no_comparison_again()
    {
        using var tool = new Tool();
        await using var server = Server(Longer);
        Write(tool, server.Url, "remote", "other");
        await tool.RunAsync("run", "suite.yaml");
        int asked = server.Requests.Count;
        Write(tool, server.Url, "other", "other");

        var again = await tool.RunAsync("run", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((again.ExitCode, server.Requests.Count), Is.EqualTo((0, asked)), again.ToString());
            Assert.That(tool.Runs("served"), Has.Length.EqualTo(2));
            Assert.That(Scores(tool, "other"), Is.All.EqualTo("[0.5,1]"));
            Assert.That(Scores(tool, "remote").Count(score => score == "[0,1]"), Is.EqualTo(Samples / 2));
        }
    }

    [TestCase("", "inconclusive")]
    [TestCase(", allow_uncalibrated: true", "1 gate: 1 pass")]
    public async Task A_gate_may_ask_for_more_than_the_baseline_where_the_suite_trusts_the_judge(
        string trust,
        string verdict
    )
    {
        using var tool = new Tool();
        await using var server = Server(Longer);
        Write(
            tool,
            server.Url,
            "remote" + trust,
            ["other"],
            gates: "gates: [ { model: other, metric: sentiment/judged_better, better_than: remote } ]"
        );

        var ended = await tool.RunAsync("gate", "suite.yaml");

        Assert.That(ended.ToString(), Does.Contain(verdict).IgnoreCase);
    }

    [Test]
    public async Task A_budget_holds_for_comparisons_too()
    {
        using var tool = new Tool();
        await using var server = Server(Longer);
        Write(tool, server.Url, "remote", ["other"], gates: "budget: { requests: 90 }");

        var ended = await tool.RunAsync("run", "suite.yaml");

        Assert.That((server.Requests.Count, ended.ExitCode == 0), Is.EqualTo((90, false)), ended.ToString());
    }

    [Test]
    public async Task A_plan_counts_the_comparisons()
    {
        using var tool = new Tool();
        Write(tool, "http://127.0.0.1:9", "all, repeats: 2", "other", "twin");

        var ended = await tool.RunAsync("plan", "suite.yaml");

        // Three pairs in two orders, twice.
        Assert.That(ended.Output, Does.Match(@"judge\s+better").And.Contain("at most 480"), ended.ToString());
    }

    [TestCase("remotely", "unknown model 'remotely'", "did you mean 'remote'?")]
    [TestCase("judge", "model 'judge', which only teams and judges ask", "")]
    [TestCase("remote, swap: often", "often", "")]
    public async Task A_fault_of_a_comparing_judge_is_told_where_it_stands(string against, string told, string meant)
    {
        using var tool = new Tool();
        Write(tool, "http://127.0.0.1:9", against, "other");

        var ended = await tool.RunAsync("validate", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
            Assert.That(ended.Errors, Does.Match(@"suite\.yaml:\d+:\d+: ").And.Contain(told).And.Contain(meant));
        }
    }

    [Test]
    public async Task A_judge_with_nothing_to_compare_is_a_fault()
    {
        using var tool = new Tool();
        Write(tool, "http://127.0.0.1:9", "all");

        var ended = await tool.RunAsync("validate", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
            Assert.That(ended.Errors, Does.Contain("a single model that answers").And.Contain("two models or more"));
        }
    }
}
