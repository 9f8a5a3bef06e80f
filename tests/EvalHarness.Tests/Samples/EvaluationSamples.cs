using EvalHarness.Conclusions;
using EvalHarness.Tests.Conclusions;
using Microsoft.Extensions.AI;
using NUnit.Framework;

namespace EvalHarness.Tests.Samples;

/// <summary>The programs of README.md, as they stand there.</summary>
[NonParallelizable]
public sealed class EvaluationSamples
{
    private static void WriteSuite(string models)
    {
        File.WriteAllLines("my-data.csv", ["id,text,label", "1,up,good", "2,down,bad", "3,higher,good"]);
        File.WriteAllText(
            "my-suite.yaml",
            $$$"""
            suite: samples/my-suite
            models:
              random: { provider: random }
              {{{models}}}
            tasks:
              - task: tone
                dataset: { file: my-data.csv, id: id, fields: [text], target: label }
                prompt: "{{text}}"
                answer: { choice: [good, bad] }
                metrics: [accuracy]
            """
        );
    }

    [Test]
    public async Task A_program_evaluates_a_suite_in_one_line()
    {
        WriteSuite("usual: { provider: majority-class }");

        string page = await (await Evaluation.RunAsync("my-suite.yaml")).WriteReportAsync();

        Assert.That(page, Does.Exist.And.EndsWith("report.html"));
    }

    [Test]
    public async Task A_program_evaluates_a_suite_with_a_client_of_its_own()
    {
        WriteSuite("gpt-4o: { provider: openai-compatible, endpoint: http://127.0.0.1:9, model: gpt-4o }");
        using IChatClient client = new ScriptedClient(text => text == "down" ? "bad" : "good");

        var options = new EvaluationOptions { Models = { ["gpt-4o"] = client } };
        var evaluation = await Evaluation.RunAsync("my-suite.yaml", options);
        string page = await evaluation.WriteReportAsync();

        var row = evaluation.Comparison.Tasks[0].Headline.Leaderboard.Single(row => row.Model == "gpt-4o");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.Estimate.Value, Is.EqualTo(1));
            Assert.That(page, Does.Exist);
        }
    }
}
