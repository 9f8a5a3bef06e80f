using EvalHarness.Conclusions;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Conclusions.Judging;

/// <summary>Judges of one name in two tasks are two judges, though they give the same grade.</summary>
public sealed class SameNameTests
{
    [Test]
    public async Task A_grade_has_the_score_that_its_own_task_says()
    {
        string folder = ModelSetup.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "data.csv"), "id,text\ns1,one\ns2,two\n");
        string suite = Path.Combine(folder, "suite.yaml");
        await File.WriteAllTextAsync(
            suite,
            """
            suite: names
            models:
              ours: { provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m }
              judge: { provider: openai-compatible, endpoint: http://127.0.0.1:9, model: j, only_in_teams: true }
            tasks:
              - task: strict
                dataset: { file: data.csv, id: id, fields: [text] }
                prompt: "{{text}}"
                answer: text
                judges:
                  quality: { kind: rubric, models: [judge], scores: { fair: 0.25, poor: 0 }, guideline: Judge. }
                metrics: [{ judged: quality }]
              - task: mild
                dataset: { file: data.csv, id: id, fields: [text] }
                prompt: "{{text}}"
                answer: text
                judges:
                  quality: { kind: rubric, models: [judge], scores: { fair: 0.75, poor: 0 }, guideline: Judge mildly. }
                metrics: [{ judged: quality }]
            """
        );

        var evaluation = await Evaluation.RunAsync(
            suite,
            new EvaluationOptions
            {
                Results = Path.Combine(folder, "results"),
                Models =
                {
                    ["ours"] = new ScriptedClient(_ => "an answer"),
                    ["judge"] = new ScriptedClient(_ => "So so.\nVerdict: fair"),
                },
            }
        );

        Assert.That(
            evaluation.Comparison.Tasks.Select(task => task.Headline.Leaderboard[0].Estimate.Value),
            Is.EqualTo(new[] { 0.25, 0.75 })
        );
    }
}
