using EvalHarness.Tests;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>The first command of README.md and what comes after it.</summary>
public sealed class ShippedSuiteTests
{
    private static readonly string Suite = Path.Combine(
        Repository.Root,
        "suites",
        "finance",
        "headline-sentiment.yaml"
    );

    [Test]
    public async Task The_shipped_suite_ends_with_a_leaderboard_and_the_path_of_its_report()
    {
        using var tool = new Tool()
            .With("OPENAI_API_KEY", null)
            .With("SMOLLM_URL", null)
            .With("HEADLINES_LORA_URL", null);
        var ended = await tool.RunAsync("run", Suite);
        string page = new Uri(
            ended.Output.TrimEnd().Split('\n')[^1].Replace("report: ", "", StringComparison.Ordinal)
        ).LocalPath;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(ended.Output, Does.Contain("420 samples in 60 clusters by company"));
            Assert.That(ended.Output, Does.Match(@"1 headlines-lora-\d+ +\d\d\.\d"));
            Assert.That(ended.Output, Does.Contain("gpt-4o (OPENAI_API_KEY is not set)"));
            Assert.That(new FileInfo(page).Length, Is.GreaterThan(500_000).And.LessThan(3_000_000));
            Assert.That(File.Exists(Path.Combine(Path.GetDirectoryName(page)!, "report.md")));
        }
    }

    [Test]
    public async Task The_suite_of_labels_draws_its_curves_and_tells_the_rows_they_take()
    {
        using var tool = new Tool();
        string suite = Path.Combine(Repository.Root, "suites", "finance", "headline-labels.yaml");
        var ended = await tool.RunAsync("run", suite, "--quiet");
        string folder = tool.Runs("finance/headline-labels").Single();
        string page = await File.ReadAllTextAsync(Path.Combine(folder, "report.html"));
        var curve = await tool.RunAsync("curve", suite);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(page, Has.Length.LessThan(3_000_000));
            Assert.That(page, Does.Contain("How many training rows does tfidf need?"));
            Assert.That(page, Does.Contain("Is it enough to ask headlines-lora-650 only where tfidf is unsure?"));
            Assert.That(Path.Combine(folder, "csv", "learning-curve-tfidf.csv"), Does.Exist);
            Assert.That(
                curve.Output,
                Does.Contain("tfidf · sentiment/accuracy").And.Contain("headlines-lora · sentiment/accuracy")
            );
            Assert.That(
                curve.Output,
                Does.Match(@"To reach lexicon \([\d.]+ %\) with probability 0\.5: about [\d,]+ rows\.")
            );
        }
    }

    [Test]
    public async Task A_finished_run_can_be_listed_shown_scored_and_reported_again()
    {
        using var tool = new Tool();
        await tool.RunAsync("run", Suite, "--quiet");
        string folder = tool.Runs("finance/headline-sentiment").Single();
        byte[] scores = await File.ReadAllBytesAsync(Path.Combine(folder, "scores.jsonl"));
        byte[] page = await File.ReadAllBytesAsync(Path.Combine(folder, "report.html"));
        var listed = await tool.RunAsync("list");
        var shown = await tool.RunAsync("show", folder, "h0781");
        var missing = await tool.RunAsync("show", folder, "h07811");
        var scored = await tool.RunAsync("score", folder, "--json");
        var reported = await tool.RunAsync("report", folder);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(listed.Output, Does.Contain("finance/headline-sentiment").And.Not.Contain("unfinished"));
            Assert.That(shown.Output, Does.Contain("Record quarter in corporate lending").And.Contain("general-4shot"));
            Assert.That((missing.ExitCode, missing.Errors), Is.EqualTo((2, missing.Errors)));
            Assert.That(missing.Errors, Does.Contain("no sample 'h07811'").And.Contain("did you mean 'h0781'?"));
            Assert.That(
                System.Text.Json.JsonDocument.Parse(scored.Output).RootElement.GetProperty("tasks").GetArrayLength(),
                Is.EqualTo(1)
            );
            Assert.That(reported.ExitCode, Is.Zero, reported.ToString());
            Assert.That(
                await File.ReadAllBytesAsync(Path.Combine(folder, "scores.jsonl")),
                Is.EqualTo(scores),
                "scores"
            );
            Assert.That(await File.ReadAllBytesAsync(Path.Combine(folder, "report.html")), Is.EqualTo(page), "report");
        }
    }

    [Test]
    public async Task Plan_shows_prompts_and_counts_and_asks_nobody()
    {
        using var tool = new Tool();
        var ended = await tool.RunAsync("plan", Suite, "--samples", "1");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.Zero, ended.ToString());
            Assert.That(ended.Output, Does.Contain("You label finance headlines from an investor's point of view."));
            Assert.That(ended.Output, Does.Contain("0 would be sent; it costs nothing"));
            Assert.That(Directory.Exists(Path.Combine(tool.Folder, "results", "finance")), Is.False);
        }
    }
}
