using System.Text.Json;
using EvalHarness.Conclusions;
using EvalHarness.Datasets;
using EvalHarness.NUnit;
using EvalHarness.Tests;
using NUnit.Framework;

namespace EvalHarness.Suites.Tests;

/// <summary>What the shipped suite of open answers shows: rules of scoring that a quoted passage fools.</summary>
public sealed class PolicyAnswersTests
{
    private static Task<Evaluation> RunAsync() => Eval.RunAsync("suites/policy/policy-answers.yaml");

    [TestCase("contains", "whole-passage", 38.0 / 90)]
    [TestCase("contains", "overlap-sentence", 21.0 / 90)]
    [TestCase("contains", "smollm2-4shot", 19.0 / 90)]
    [TestCase("contains", "smollm2", 8.0 / 90)]
    [TestCase("contains", "headlines-lora", 3.0 / 90)]
    [TestCase("squad_f1", "overlap-sentence", 0.2463)]
    [TestCase("squad_f1", "smollm2-4shot", 0.1986)]
    [TestCase("squad_f1", "whole-passage", 0.1875)]
    [TestCase("squad_f1", "smollm2", 0.1234)]
    [TestCase("squad_f1", "headlines-lora", 0.0777)]
    [TestCase("rouge_l", "overlap-sentence", 0.2272)]
    [TestCase("rouge_l", "whole-passage", 0.1633)]
    public async Task Recorded_answers_have_their_stated_scores(string metric, string model, double score)
    {
        var task = (await RunAsync()).Comparison.Tasks.Single();

        var board = task.Metrics.Single(one => one.Metric == metric).Leaderboard;

        Assert.That(board.Single(row => row.Model == model).Estimate.Value, Is.EqualTo(score).Within(0.0001));
    }

    [Test]
    public async Task Every_label_grades_an_answer_that_a_candidate_gave()
    {
        string[] lines = await File.ReadAllLinesAsync((await RunAsync()).Folder.ResponsesFile);
        var given = lines.Select(line => JsonDocument.Parse(line).RootElement).Select(Answer).ToHashSet();
        var labels = await Rows("ratings.csv").ToListAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(labels, Has.Count.EqualTo(236));
            Assert.That(labels.Select(row => (row["id"], row["answer"])), Is.Unique);
            Assert.That(labels.Select(row => (row["id"], row["answer"])).Where(one => !given.Contains(one)), Is.Empty);
            Assert.That(labels.Select(row => row["rater_1"]).Distinct(), Is.SubsetOf(["correct", "partly", "wrong"]));
        }
    }

    [Test]
    public async Task Examples_share_no_passage_with_the_rows_that_are_asked_about()
    {
        var rows = await Rows("policy-answers.csv").ToListAsync();
        var passages = rows.ToLookup(row => row["split"], row => row["passage"]);

        Assert.That(passages["examples"].Intersect(passages["test"], StringComparer.Ordinal), Is.Empty);
    }

    private static (string Sample, string Text) Answer(JsonElement line) =>
        (line.GetProperty("sample").GetString()!, line.GetProperty("text").GetString()!);

    private static IAsyncEnumerable<IReadOnlyDictionary<string, string>> Rows(string file) =>
        DatasetLoader.ReadFieldsAsync(
            Path.Combine(Repository.Root, "suites", "policy", "data", file),
            new Dictionary<string, string>(),
            DatasetFormats.BuiltIn,
            CancellationToken.None
        );
}
