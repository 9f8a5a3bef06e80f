using System.Text.Json;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>A judge that people check, through the built tool and a real server.</summary>
public sealed class JudgeTrustTests
{
    private const int Samples = 60;

    [Test]
    public async Task Ratings_that_come_after_a_run_correct_it_without_asking_anybody()
    {
        using var tool = new Tool();
        await using var server = Serve();
        Write(tool, server.Url, "");
        await tool.RunAsync("run", "suite.yaml");
        int asked = server.Requests.Count;
        Write(tool, server.Url, "calibration: { file: human.csv, id: id, answer: answer, raters: [anna] }, ");
        Rate(tool, 30);

        var scored = await tool.RunAsync("score", tool.Runs("served").Single(), "--suite", "suite.yaml");
        var power = await tool.RunAsync("power", "--judge", "served", "--half-width", "0.16");
        var json = await tool.RunAsync("power", "--judge", "served", "--half-width", "0.16", "--json");
        var report = await tool.RunAsync("report", "served");

        var row = JsonElement.Parse(json.Output).GetProperty("models")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(scored.ExitCode, Is.Zero, scored.ToString());
            Assert.That(server.Requests, Has.Count.EqualTo(asked));
            Assert.That(power.ExitCode, Is.Zero, power.ToString());
            Assert.That(power.Output, Does.Contain("30 of 60 answers are rated").And.Contain("Without the judge"));
            Assert.That(
                row.GetProperty("needed").GetInt64(),
                Is.LessThan(row.GetProperty("needed_without_judge").GetInt64())
            );
            Assert.That(report.ExitCode, Is.Zero, report.ToString());
            Assert.That(
                await File.ReadAllTextAsync(Path.Combine(tool.Runs("served").Single(), "report.md")),
                Does.Contain("Judged scores, raw and corrected by people")
            );
        }
    }

    [Test]
    public async Task Without_ratings_the_most_that_it_can_take_is_told()
    {
        using var tool = new Tool();
        await using var server = Serve();
        Write(tool, server.Url, "");
        await tool.RunAsync("run", "suite.yaml");

        var power = await tool.RunAsync("power", "--judge", "served", "--half-width", "0.1");

        // 0.25 * (1.96 / 0.1)^2 = 96.04.
        Assert.That(
            power.Output.ReplaceLineEndings(" "),
            Does.Contain("nobody rated its answers yet. 97 ratings of each model are enough"),
            power.ToString()
        );
    }

    [TestCase("--half-width", "0.1", "--half-width: found no run to learn from")]
    [TestCase("--judge served --sd", "0.1", "found --sd beside it")]
    [TestCase("--judge served --half-width", "2", "a number in (0, 1)")]
    public async Task What_does_not_go_together_is_told(string options, string value, string told)
    {
        using var tool = new Tool();

        var power = await tool.RunAsync(["power", .. options.Split(' '), value]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(power.ExitCode, Is.EqualTo(2), power.ToString());
            Assert.That(power.Errors, Does.Contain(told));
        }
    }

    /// <summary>The judge finds every answer good that says so and one in four of the others.</summary>
    private static FaultServer Serve()
    {
        int answered = -1;
        return new FaultServer(request =>
            !request.Body.Contains("answer to grade", StringComparison.Ordinal) ? FaultReply.Chat(AnswerOf(request))
            : request.Body.Contains("is neutral", StringComparison.Ordinal)
            && Interlocked.Increment(ref answered) % 4 > 0
                ? FaultReply.Chat("Dull.\nVerdict: poor")
            : FaultReply.Chat("Fine.\nVerdict: good")
        );
    }

    private static string AnswerOf(FaultRequest request)
    {
        const string before = "headline number ";
        int place = request.Body.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return request.Body[place + 3] % 2 == 0 ? "It is positive" : "It is neutral";
    }

    private static void Write(Tool tool, string url, string judge) =>
        Suites.Write(
            tool,
            url,
            Samples,
            extra: $"  judge: {{ provider: openai-compatible, endpoint: {url}, model: j, only_in_teams: true }}",
            metrics: "[{ judged: quality }, accuracy]\n    judges:\n      quality: { kind: rubric, "
                + judge
                + "models: [judge], scores: { good: 1, poor: 0 }, guideline: Judge whether the answer is complete. }\n"
        );

    private static void Rate(Tool tool, int count)
    {
        var answers = File.ReadLines(Path.Combine(tool.Runs("served").Single(), "responses.jsonl"))
            .Select(line => JsonElement.Parse(line))
            .Select(line =>
                (Sample: line.GetProperty("sample").GetString(), Text: line.GetProperty("text").GetString())
            )
            .OrderBy(one => one.Sample, StringComparer.Ordinal)
            .Take(count)
            .Select(one => $"{one.Sample},{one.Text},{(one.Text == "It is positive" ? "good" : "poor")}");
        tool.Write("human.csv", string.Join('\n', answers.Prepend("id,answer,anna")) + "\n");
    }
}
