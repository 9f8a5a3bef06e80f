using System.Text.Json;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Options chosen by likelihood, through the built tool and a real server.</summary>
public sealed class LikelihoodTests
{
    [Test]
    public async Task Another_normalisation_asks_nobody_again_and_chooses_another_option()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(FaultEcho.Of);
        Write(tool, server.Url, "none");
        var plain = await tool.RunAsync("run", "suite.yaml", "--json");
        int asked = server.Requests.Count;

        Write(tool, server.Url, "tokens");
        var byTokens = await tool.RunAsync("run", "suite.yaml", "--json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(plain.ExitCode, Is.Zero, plain.ToString());
            Assert.That(byTokens.ExitCode, Is.Zero, byTokens.ToString());
            Assert.That(asked, Is.EqualTo(3), "one request a sample");
            Assert.That(server.Requests, Has.Count.EqualTo(asked));
            Assert.That(Accuracy(plain.Output), Is.EqualTo(1.0 / 3).Within(1e-9), "the shorter option is the likelier");
            Assert.That(Accuracy(byTokens.Output), Is.EqualTo(2.0 / 3).Within(1e-9), "its tokens are not");
        }
    }

    [Test]
    public async Task A_plan_counts_a_prompt_for_each_option()
    {
        using var tool = new Tool();
        Write(tool, "http://127.0.0.1:9", "none");
        var one = await tool.RunAsync("plan", "suite.yaml");

        Write(tool, "http://127.0.0.1:9", "unconditional");
        var two = await tool.RunAsync("plan", "suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(one.Output, Does.Contain("then, by likelihood: ' good', ' bad luck'"));
            Assert.That(one.Output, Does.Match(@" 64 \(43–92\) +6 \(3–6\) "), "two prompts for each of three samples");
            Assert.That(two.Output, Does.Match(@"127 \(87–185\) +12 \(3–12\) "), "the bare prompt doubles them");
        }
    }

    [Test]
    public async Task A_report_says_how_the_options_were_chosen_and_how_likely_each_was()
    {
        using var tool = new Tool();
        await using var server = new FaultServer(FaultEcho.Of);
        Write(tool, server.Url, "none");
        await tool.RunAsync("run", "suite.yaml");

        var shown = await tool.RunAsync("show", "suite", "1", "--model", "base");

        Assert.That(shown.Output, Does.Contain("bad luck: -"), shown.ToString());
    }

    private static double Accuracy(string json) =>
        JsonDocument
            .Parse(json)
            .RootElement.GetProperty("tasks")[0]
            .GetProperty("metrics")[0]
            .GetProperty("leaderboard")[0]
            .GetProperty("value")
            .GetDouble();

    private static void Write(Tool tool, string url, string normalise)
    {
        tool.Write("data.csv", "id,text,label\n1,Up we go,good\n2,Down we go,bad luck\n3,Down again,bad luck\n");
        tool.Write(
            "suite.yaml",
            $$$"""
            suite: suite
            models:
              base: { provider: openai-compatible, endpoint: "{{{url}}}", model: m, likelihood: completions, price: { input: 1, output: 1, as_of: 2026-11-01, source: test } }
            tasks:
              - task: luck
                dataset: { file: data.csv, id: id, target: label }
                prompt: "{{text}}:"
                answer: { likelihood: { options: [good, bad luck], delimiter: " ", normalise: {{{normalise}}} } }
                metrics: [accuracy]
            """
        );
    }
}
