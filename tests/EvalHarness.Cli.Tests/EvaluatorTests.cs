using EvalHarness.Tests.Extensions;
using NUnit.Framework;

namespace EvalHarness.Cli.Tests;

/// <summary>Evaluators of a team's own assembly and the built tool.</summary>
public sealed class EvaluatorTests
{
    private const string Style = "{ evaluator: { type: Team.Evals.StyleEvaluator, metric: Stopped } }";
    private const string Fragile =
        "{ evaluator: { type: FragileEvaluator, metric: Stopped, name: FragileEvaluator/Stopped } }";

    private readonly Tool tool = new();

    [SetUp]
    public void Write()
    {
        tool.Write("evals/data.pipe", BuiltExtension.Data);
        BuiltExtension.Copy(BuiltExtension.First, Path.Combine(tool.Folder, "evals", "lib"));
    }

    [TearDown]
    public void Delete() => tool.Dispose();

    private void Suite(string metrics, string gate) =>
        tool.Write(
            "evals/suite.yaml",
            BuiltExtension
                .Suite("extensions: [lib/Team.Evals.dll]")
                .Replace("exact_match, ", $"exact_match, {metrics}, ", StringComparison.Ordinal)
                .Replace("metric: words/same_length, at_least: 0.2", gate, StringComparison.Ordinal)
        );

    [Test]
    public async Task They_are_metrics_of_a_suite_by_their_type_and_shown_with_what_they_said()
    {
        Suite($"{Style}, {Fragile}", "metric: words/Stopped, at_least: 0.2");

        var valid = await tool.RunAsync("validate", "evals/suite.yaml");
        var ran = await tool.RunAsync("run", "evals/suite.yaml");
        var gated = await tool.RunAsync("gate", "evals/suite.yaml", "--quiet");
        var shown = await tool.RunAsync("show", "evals/suite.yaml", "s2");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(valid.ExitCode, Is.Zero, valid.ToString());
            Assert.That(ran.ExitCode, Is.Zero, ran.ToString());
            Assert.That(
                ran.Output + ran.Errors,
                Does.Contain("words: 1 of 3 answers of constant have no score by FragileEvaluator/Stopped: it threw")
                    .And.Contain("NotSupportedException")
            );
            Assert.That(gated.ExitCode, Is.Zero, gated.ToString());
            Assert.That(shown.Output, Does.Contain("Stopped true · good · looked at the last character"));
            Assert.That(
                shown.Output,
                Does.Contain("FragileEvaluator/Stopped no score: it threw NotSupportedException")
            );
            Assert.That(shown.Output, Does.Contain("Team.Evals.StyleEvaluator/Tone sad"));
        }
    }

    [Test]
    public async Task A_gate_on_one_that_throws_does_not_pass()
    {
        Suite(Fragile, "metric: words/FragileEvaluator/Stopped, at_least: 0");
        await tool.RunAsync("run", "evals/suite.yaml", "--quiet");

        var gated = await tool.RunAsync("gate", "evals/suite.yaml");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(gated.ExitCode, Is.Not.Zero);
            Assert.That(
                gated.Output.ReplaceLineEndings(" "),
                Does.Match(@"1 of 3 answers of constant have\s+no\s+score by this metric, more than 1 %")
            );
        }
    }

    [Test]
    public async Task Scores_are_the_same_on_one_core_and_on_many()
    {
        Suite($"{Style}, {Fragile}", "metric: words/Stopped, at_least: 0.2");
        await tool.RunAsync("run", "evals/suite.yaml", "--quiet");
        string run = tool.Runs("team")[^1];

        await tool.With("DOTNET_PROCESSOR_COUNT", "1").RunAsync("score", run);
        string alone = await File.ReadAllTextAsync(Path.Combine(run, "scores.jsonl"));
        await tool.With("DOTNET_PROCESSOR_COUNT", "8").RunAsync("score", run);

        Assert.That(
            await File.ReadAllTextAsync(Path.Combine(run, "scores.jsonl")),
            Is.EqualTo(alone).And.Contain("evaluations")
        );
    }
}
