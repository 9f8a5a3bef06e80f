using System.Globalization;
using System.Text;
using System.Text.Json;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Decisions from the command line, as a user takes them.</summary>
public sealed class DecideTests
{
    private const string Decision = """
        id: small
        question: Should we train our own?
        incumbent: hosted
        volume: { v0_per_month: { dist: lognormal, median: 100000, sigma: 0.3 } }
        value: { per_correct: 0.2, per_error: 0.1 }
        market: { frontier_error_reduction_per_year: 0.1 }
        options:
          - { id: hosted, kind: prompt, quality: { dist: beta, mean: 0.8, sd: 0.02 } }
          - { id: custom, kind: lora, quality: { dist: beta, mean: 0.9, sd: 0.02 }, oneoff: 20000, lead_months: 2, p_success: 0.9 }
        studies:
          - { id: more, type: paired_eval, options: [custom, hosted], n: [100, 1000], cost_per_item: 1 }
        monte_carlo: { draws: 2000, seed: 3 }
        """;

    [Test]
    public async Task The_card_says_what_to_do_in_sentences_with_units()
    {
        using var tool = new Tool();
        tool.Write("small.yaml", Decision);
        var ended = await tool.RunAsync("decide", "small.yaml", "--out", "page");
        string page = Path.Combine(tool.Folder, "page", "decision.html");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(
                ended.Output,
                Does.Contain("GO. Build custom, for $20,000.\ncustom, a fine-tuned model, is worth $")
            );
            Assert.That(ended.Output, Does.Contain("has paid back by month"));
            Assert.That(ended.Output, Does.Contain("which of custom and hosted is better; 100 samples"));
            Assert.That(ended.Output, Does.Match("Stamp of the assumptions: [0-9a-f]{16}"));
            Assert.That(new FileInfo(page).Length, Is.LessThan(3_000_000));
            Assert.That(Directory.GetFiles(Path.Combine(tool.Folder, "page", "csv")), Has.Length.GreaterThan(10));
        }
    }

    [Test]
    public async Task What_if_flips_the_verdict_and_one_thread_gives_the_bits_of_many()
    {
        using var tool = new Tool();
        tool.Write("small.yaml", Decision);
        var many = await tool.RunAsync("decide", "small.yaml", "--json", "--what-if", "volume=0.1x");
        var one = await tool.With("DOTNET_PROCESSOR_COUNT", "1")
            .RunAsync("decide", "small.yaml", "--json", "--what-if", "volume=0.1x");
        using var json = JsonDocument.Parse(many.Output);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(json.RootElement.GetProperty("verdict").GetProperty("action").GetString(), Is.EqualTo("stop"));
            Assert.That(one.Output, Is.EqualTo(many.Output));
        }
    }

    [TestCase(
        "lead_months: 2, ",
        "",
        "small.yaml:9:5: no verdict yet: say in lead_months how many months it takes until \"custom\" serves"
    )]
    [TestCase("incumbent: hosted", "incumbent: nobody", "small.yaml:3:12:")]
    [TestCase("median: 100000", "median: -5", "small.yaml:4:52:")]
    public async Task Faults_and_refusals_end_with_two_and_their_place(string written, string instead, string expected)
    {
        using var tool = new Tool();
        string proposed = Decision.Replace("kind: lora", "kind: lora, status: proposed", StringComparison.Ordinal);
        tool.Write("small.yaml", proposed.Replace(written, instead, StringComparison.Ordinal));
        var ended = await tool.RunAsync("decide", "small.yaml");
        Assert.That(ended.ExitCode, Is.EqualTo(2), ended.ToString());
        Assert.That(ended.Errors, Does.Contain(expected));
    }

    [Test]
    public async Task A_run_measures_its_options_and_a_decision_changed_afterwards_is_found_out()
    {
        using var tool = new Tool();
        WriteSuite(tool, perError: 0.1);
        var before = await tool.RunAsync("decide", "suite.yaml");
        var run = await tool.RunAsync("run", "suite.yaml", "--quiet");
        var honest = await tool.RunAsync("decide", "suite.yaml", "--json");
        WriteSuite(tool, perError: 5);
        var tuned = await tool.RunAsync("decide", "suite.yaml");
        using var json = JsonDocument.Parse(honest.Output);
        var quality = json
            .RootElement.GetProperty("inputs")
            .EnumerateArray()
            .Single(input => input.GetProperty("name").GetString() == "quality.majority");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(before.ExitCode, Is.EqualTo(2));
            Assert.That(before.Errors, Does.Contain("no run of this suite yet"));
            Assert.That(run.ExitCode, Is.Zero, run.ToString());
            Assert.That(run.Output, Does.Contain("Should we change?"));
            // Thirty of forty labels are those of the majority.
            Assert.That(quality.GetProperty("mean").GetDouble(), Is.EqualTo(0.75).Within(0.005));
            Assert.That(quality.GetProperty("evidence").GetString(), Is.EqualTo("measured"));
            Assert.That(honest.Errors, Does.Not.Contain("tuned-after"));
            Assert.That(tuned.Errors, Does.Contain("suite.yaml:").And.Contain("[tuned-after]"));
        }
    }

    private static void WriteSuite(Tool tool, double perError)
    {
        var data = new StringBuilder("id,text,label\n");
        for (int i = 0; i < 40; i++)
        {
            data.Append(CultureInfo.InvariantCulture, $"s{i},text {i},{(i % 4 == 0 ? "no" : "yes")}\n");
        }

        tool.Write("data.csv", data.ToString());
        tool.Write(
            "suite.yaml",
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""
                suite: measured
                models:
                  majority: { provider: majority-class, train: { file: data.csv, label: label } }
                  chance: { provider: random }
                tasks:
                  - task: answer
                    dataset: { file: data.csv, id: id, fields: [text], target: label }
                    prompt: "Is it so?"
                    answer: { choice: ["yes", "no"] }
                    metrics: [accuracy]
                decision:
                  question: Should we change?
                  incumbent: chance
                  volume: { v0_per_month: 1000 }
                  value: { per_correct: 0.1, per_error: {{perError}} }
                  market: { frontier_error_reduction_per_year: 0 }
                  options:
                    - { id: chance, quality: { from_runs: [latest] } }
                    - { id: majority, quality: { from_runs: [latest] } }
                  monte_carlo: { draws: 2000 }
                """
            )
        );
    }
}
