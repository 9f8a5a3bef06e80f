using EvalHarness.Comparisons.Comparators;
using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Tests.Suites;
using NUnit.Framework;

namespace EvalHarness.Tests.Samples;

/// <summary>The metric and the provider that the floor plan shows, in a run.</summary>
public sealed class ExtensionSamplesTests
{
    [Test]
    public async Task The_metric_and_the_provider_of_the_floor_plan_work_in_a_suite()
    {
        using var folder = new SuiteFolder();
        var suite = folder.Read(
            """
            suite: echoes
            models:
              quiet: { provider: echo }
              loud: { provider: echo, loud: true }
            tasks:
              - task: cave
                dataset: { file: data/headlines.csv, id: id, fields: [text] }
                prompt: "{{text}}!"
                answer: text
                metrics: shouted
            """
        );
        var context = new PlanContext(folder.Catalog, new RunStore(folder.At("results")), TimeProvider.System, "1.0");
        using var plan = await new RunPlanner(suite, context).PlanAsync();

        var run = await new Runner(plan, new SilentProgress()).RunAsync();

        await LogScorer.ScoreAsync(run.Folder, folder.Catalog);
        var board = Comparer.Compare(await ScoreTableReader.ReadAsync(run.Folder, folder.Catalog)).Tasks[0].Headline;
        Assert.That(
            board.Leaderboard.Select(row => (row.Model, row.Estimate.Value)),
            Is.EqualTo([("loud", 1.0), ("quiet", 0.0)])
        );
    }
}
