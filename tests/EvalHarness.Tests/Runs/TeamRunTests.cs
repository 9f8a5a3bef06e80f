using EvalHarness.Logs;
using EvalHarness.Runs;
using EvalHarness.Suites;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Runs;

/// <summary>Cascades and routers over answers that real models gave.</summary>
public sealed class TeamRunTests
{
    private const string Cascade =
        "{ provider: cascade, first: small, then: big, accept_when: { confidence: { at_least: 0.8 } } }";

    [Test]
    public async Task A_cascade_takes_the_first_answer_where_it_is_sure_and_the_second_elsewhere()
    {
        var scores = await RunAsync($"team: {Cascade}");

        var (small, big, team) = (scores.Cells[0], scores.Cells[1], scores.Cells[2]);
        bool[] sure = small.Confidence.Select(confidence => confidence >= 0.8).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sure.Count(one => one), Is.InRange(100, 320), "both ways are taken");
            for (int cell = 0; cell < sure.Length; cell++)
            {
                Assert.That(team.Answers[cell], Is.EqualTo((sure[cell] ? small : big).Answers[cell]), $"cell {cell}");
                Assert.That(
                    team.LatencySeconds[cell],
                    Is.EqualTo(small.LatencySeconds[cell] + (sure[cell] ? 0 : big.LatencySeconds[cell])).Within(1e-6),
                    $"latency of cell {cell}"
                );
                Assert.That(
                    team.Usage[cell]?.Input,
                    Is.EqualTo(small.Usage[cell]?.Input + (sure[cell] ? 0 : big.Usage[cell]?.Input)),
                    $"tokens of cell {cell}"
                );
            }
        }
    }

    [TestCase("0", 0)]
    [TestCase("1", 1)]
    public async Task A_cascade_that_always_or_never_accepts_is_one_of_its_members(string threshold, int member)
    {
        var scores = await RunAsync($"team: {Cascade.Replace("0.8", threshold, StringComparison.Ordinal)}");

        Assert.That(scores.Cells[2].Answers, Is.EqualTo(scores.Cells[member].Answers));
    }

    [Test]
    public async Task A_router_by_slice_asks_one_member_alone()
    {
        var scores = await RunAsync(
            "team: { provider: router, slice: difficulty, to: { easy: small }, otherwise: big }"
        );

        using (Assert.EnterMultipleScope())
        {
            for (int cell = 0; cell < scores.Samples.Length; cell++)
            {
                int member = scores.Samples[cell].Slices["difficulty"] == "easy" ? 0 : 1;
                Assert.That(scores.Cells[2].Answers[cell], Is.EqualTo(scores.Cells[member].Answers[cell]));
                Assert.That(
                    scores.Cells[2].LatencySeconds[cell],
                    Is.EqualTo(scores.Cells[member].LatencySeconds[cell]).Within(1e-6)
                );
            }

            var routes = scores.Models[2].Team!.Routes!;
            Assert.That((routes.Slice, routes.Otherwise), Is.EqualTo(("difficulty", "big")), "the log tells how");
            Assert.That(routes.To, Is.EqualTo(new Dictionary<string, string> { ["easy"] = "small" }));
        }
    }

    [TestCase("by_task: true, to: { sentiment: small }, otherwise: big", 0)]
    [TestCase("by_task: true, to: { sentiment: big }, otherwise: small", 1)]
    public async Task A_router_by_task_asks_the_member_of_the_task_alone(string route, int member)
    {
        var scores = await RunAsync($"team: {{ provider: router, {route} }}");

        var (cells, expected) = (scores.Cells[2], scores.Cells[member]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cells.Answers, Is.EqualTo(expected.Answers));
            Assert.That(cells.LatencySeconds, Is.EqualTo(expected.LatencySeconds).Within(1e-6));
            Assert.That(scores.Models[2].Team!.Routes, Is.Null, "no slice decides");
        }
    }

    [Test]
    public async Task A_router_by_label_goes_where_the_classifier_says()
    {
        var scores = await RunAsync(
            "team: { provider: router, label: small, to: { negative: big }, otherwise: small }"
        );

        var expected = scores
            .Cells[0]
            .Answers.Select((answer, cell) => answer == "negative" ? scores.Cells[1].Answers[cell] : answer);
        Assert.That(scores.Cells[2].Answers, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_router_by_confidence_equals_the_cascade_in_its_answers()
    {
        var scores = await RunAsync(
            $"team: {Cascade}\n  routed: {{ provider: router, confidence: small, to: {{ sure: small }}, otherwise: big }}"
        );

        Assert.That(scores.Cells[3].Answers, Is.EqualTo(scores.Cells[2].Answers));
    }

    [Test]
    public async Task A_team_may_be_a_member_of_a_team()
    {
        var scores = await RunAsync(
            $"team: {Cascade}\n  outer: {{ provider: cascade, first: team, then: big, accept_when: {{ confidence: {{ at_least: 0 }} }} }}"
        );

        Assert.That(scores.Cells[3].Answers, Is.EqualTo(scores.Cells[2].Answers));
    }

    private static async Task<TaskScores> RunAsync(string models)
    {
        string folder = ModelSetup.NewFolder();
        string file = Path.Combine(folder, "suite.yaml");
        string recorded = Path.Combine(Repository.Root, "results", "recorded", "headline-sentiment");
        await File.WriteAllTextAsync(
            file,
            $$"""
            suite: teams
            models:
              small: { provider: replay, answers: {{recorded}}/headlines-lora-50.jsonl.gz }
              big: { provider: replay, answers: {{recorded}}/headlines-lora-650.jsonl.gz }
              {{models}}
            tasks:
              - task: sentiment
                dataset:
                  file: {{Path.Combine(Repository.Root, "suites", "finance", "data", "headlines.csv")}}
                  where: { split: test }
                  id: id
                  fields: [text, company]
                  target: label
                  slices: [difficulty]
                prompt: "{{"{{text}}"}}"
                answer: { choice: [positive, neutral, negative] }
                metrics: [accuracy]
            """
        );
        var catalog = SuiteCatalog.With();
        var suite = SuiteReader.Read(file, catalog, _ => null);
        var store = new RunStore(Path.Combine(folder, "results"));
        using var plan = await new RunPlanner(
            suite,
            new PlanContext(catalog, store, TimeProvider.System, "1.0")
        ).PlanAsync();
        var run = await new Runner(plan, new SilentProgress()).RunAsync();
        await LogScorer.ScoreAsync(run.Folder, catalog);
        return (await ScoreTableReader.ReadAsync(run.Folder, catalog)).Tasks.Single();
    }
}
