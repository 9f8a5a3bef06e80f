using System.Text.Json;
using System.Text.RegularExpressions;
using EvalHarness.Tests.Models;
using NUnit.Framework;
using static EvalHarness.Cli.Tests.JudgedSuite;

namespace EvalHarness.Cli.Tests;

/// <summary>What judges are asked, by several models and in several ways, through the built tool and a real server.</summary>
public sealed class JudgeWordsTests
{
    [Test]
    public async Task A_judge_may_be_asked_in_words_of_the_suite_and_other_words_are_another_judge()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(request =>
            request.Body.Contains("Sei streng", StringComparison.Ordinal) ? Good : FaultReply.Chat("positive")
        );
        Write(
            tool,
            server.Url,
            judge: "system: Sei streng., prompt: \"Zu {{text}}: {{asked}}\\n{{answer}}\\n{{guideline}}\\n{{form}}\", "
        );

        var ended = await tool.RunAsync("run", "suite.yaml");
        string suite = await File.ReadAllTextAsync(Path.Combine(tool.Folder, "suite.yaml"));
        tool.Write("suite.yaml", suite.Replace("Zu {{text}}", "Über {{text}}", StringComparison.Ordinal));
        await tool.RunAsync("run", "suite.yaml");

        var asked = server.Requests.Where(request => request.Body.Contains("Sei streng", StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(asked.Count(), Is.EqualTo(2 * Samples));
            Assert.That(
                asked.First().Body,
                Does.Match(
                    @"Zu headline number \d+: Headline: headline number \d+\\n\[answer [0-9a-f]{16}\]\\npositive\\n\[answer [0-9a-f]{16}\]\\nJudge whether"
                )
            );
            Assert.That(ended.Errors, Does.Contain("60 verdicts"));
        }
    }

    [Test]
    public async Task Judges_alone_are_asked_about_what_is_answered_and_models_are_left_for_the_next_run()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(request => IsJudged(request) ? Good : FaultReply.Chat("positive"));
        Write(tool, server.Url);
        await tool.RunAsync("run", "suite.yaml");
        string suite = await File.ReadAllTextAsync(Path.Combine(tool.Folder, "suite.yaml"));
        tool.Write("suite.yaml", suite.Replace("is complete.", "is short.", StringComparison.Ordinal));

        var judged = await tool.RunAsync("run", "suite.yaml", "--judge-only");
        tool.Write(
            "suite.yaml",
            suite.Replace("temperature: 0, max_tokens: 8", "temperature: 0, max_tokens: 9", StringComparison.Ordinal)
        );
        var left = await tool.RunAsync("run", "suite.yaml", "--judge-only");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(judged.ExitCode, Is.Zero, judged.ToString());
            Assert.That(server.Requests.Count(request => !IsJudged(request)), Is.EqualTo(Samples), "no answer again");
            Assert.That(server.Requests.Count(IsJudged), Is.EqualTo(2 * Samples), "other words, other verdicts");
            Assert.That(left.ExitCode, Is.Not.Zero.And.Not.EqualTo(70), left.ToString());
            Assert.That(left.ToString(), Does.Contain("the judges alone were asked"));
        }
    }

    [Test]
    public async Task What_judging_costs_stands_beside_each_model_and_in_the_cost_of_right_answers()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(request => IsJudged(request) ? Good : FaultReply.Chat("positive"));
        Write(tool, server.Url);
        string suite = await File.ReadAllTextAsync(Path.Combine(tool.Folder, "suite.yaml"));
        tool.Write(
            "suite.yaml",
            suite.Replace(
                "    model: small\n",
                "    model: small\n    price: { input: 1, output: 1, as_of: 2026-11-30, source: test }\n",
                StringComparison.Ordinal
            )
        );

        var ended = await tool.RunAsync("run", "suite.yaml", "--json");
        string costs = await File.ReadAllTextAsync(
            Directory.GetFiles(Path.Combine(tool.Runs("served").Single(), "csv"), "*cost*").Single()
        );

        // An answer is 23 tokens at a dollar a million, a verdict 100 at one and 10 at two.
        var model = JsonElement.Parse(ended.Output).GetProperty("tasks")[0].GetProperty("models")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(model.GetProperty("cost_per_1000_usd").GetDecimal(), Is.EqualTo(0.023m));
            Assert.That(model.GetProperty("judging_per_1000_usd").GetDecimal(), Is.EqualTo(0.12m));
            Assert.That(costs, Does.Contain("judging_usd_per_1000").And.Contain("0.143"));
        }
    }

    [TestCase("majority", "[0,1]")]
    [TestCase("mean", "[0.3333333333333333,1]")]
    public async Task Three_judges_give_one_score(string jury, string score)
    {
        using var tool = new Tool();
        await using var server = new FaultServer(request =>
            !IsJudged(request) ? FaultReply.Chat("positive")
            : request.Body.Contains("\"j\"", StringComparison.Ordinal) ? Good
            : FaultReply.Chat("No.\nVerdict: poor")
        );
        Write(
            tool,
            server.Url,
            judge: $"jury: {jury}, ",
            others: string.Concat(
                ((string[])["k", "l"]).Select(name =>
                    $"\n  {name}: {{ provider: openai-compatible, endpoint: {server.Url}, model: {name}, only_in_teams: true }}"
                )
            )
        );
        string suite = await File.ReadAllTextAsync(Path.Combine(tool.Folder, "suite.yaml"));
        tool.Write("suite.yaml", suite.Replace("models: [judge]", "models: [judge, k, l]", StringComparison.Ordinal));

        var ended = await tool.RunAsync("run", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(Verdicts(tool), Has.Count.EqualTo(3 * Samples));
            Assert.That(Scores(tool), Is.All.EqualTo(score));
        }
    }

    [Test]
    public async Task Several_questions_are_one_request_with_a_score_each()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(request =>
            IsJudged(request)
                ? FaultReply.Chat("So so.\nVerdict complete: yes\nVerdict short: no")
                : FaultReply.Chat("positive")
        );
        Write(tool, server.Url);
        string suite = await File.ReadAllTextAsync(Path.Combine(tool.Folder, "suite.yaml"));
        tool.Write(
            "suite.yaml",
            suite
                .Replace(
                    "kind: rubric, models: [judge], scores: { good: 1, poor: 0 }, guideline: Judge whether the answer is complete.",
                    "kind: criteria, models: [judge], questions: { complete: Is all there?, short: Is it short? }",
                    StringComparison.Ordinal
                )
                .Replace(
                    "[{ judged: quality },",
                    "[{ judged: quality }, { judged: { judge: quality, question: short } },",
                    StringComparison.Ordinal
                )
        );

        var ended = await tool.RunAsync("run", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(server.Requests.Count(IsJudged), Is.EqualTo(Samples));
            Assert.That(Scores(tool), Is.All.EqualTo("[0.5,1]"));
            Assert.That(Scores(tool, "judged_quality_short"), Is.All.EqualTo("[0,1]"));
        }
    }

    [Test]
    public async Task A_recorded_judge_says_the_same_of_the_same_answers_and_nothing_of_others()
    {
        using var tool = new Tool();
        string recorded;
        await using (var server = new FaultServer(request => IsJudged(request) ? Good : FaultReply.Chat("positive")))
        {
            Write(tool, server.Url);
            await tool.RunAsync("run", "suite.yaml");
            recorded = Path.GetRelativePath(tool.Folder, tool.Runs("served").Single());
        }

        string suite = await File.ReadAllTextAsync(Path.Combine(tool.Folder, "suite.yaml"));
        string replayed = Regex.Replace(
            suite.Replace("suite: served", "suite: replayed", StringComparison.Ordinal),
            @"judge: \{ provider: openai-compatible, .* \}",
            $"judge: {{ provider: replay, answers: {recorded}, model: judge, only_in_teams: true }}"
        );
        replayed = Regex.Replace(
            replayed,
            @"remote:\n\s+provider: openai-compatible\n\s+endpoint: .*\n\s+model: small\n\s+limits: .*",
            $"remote: {{ provider: replay, answers: {recorded}, model: remote }}"
        );
        tool.Write("replayed.yaml", replayed);
        tool.Write(
            "changed.yaml",
            replayed
                .Replace("suite: replayed", "suite: changed", StringComparison.Ordinal)
                .Replace(
                    "Judge whether the answer is complete.",
                    "Judge whether it is short.",
                    StringComparison.Ordinal
                )
        );

        var ended = await tool.RunAsync("run", "replayed.yaml");
        var other = await tool.RunAsync("run", "changed.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(ended.Errors, Does.Contain("60 verdicts, $0.0072;"));
            Assert.That(other.ToString(), Does.Contain("60 without a verdict: 60 not_run").Or.Contain("60 not run"));
        }
    }
}
