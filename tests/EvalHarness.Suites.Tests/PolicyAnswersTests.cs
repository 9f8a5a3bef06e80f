using System.Text.Json;
using EvalHarness.Conclusions;
using EvalHarness.Datasets;
using EvalHarness.NUnit;
using EvalHarness.Statistics.Intervals;
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

    [TestCase("quality", 449, 0.72, 0.02)]
    [TestCase("quality_lora", 449, 0.14, -0.01)]
    public async Task Small_judges_agree_with_the_raters_hardly_more_than_by_chance(
        string judge,
        int verdicts,
        double agreement,
        double kappa
    )
    {
        var summary = (await RunAsync()).Judges.Single(one => one.Judge == judge);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(summary.Verdicts, Is.EqualTo(verdicts));
            Assert.That(summary.Without, Is.Empty);
            Assert.That(summary.Calibration!.Agreement!.Texts, Is.EqualTo(236));
            Assert.That(summary.Calibration.Agreement.Share.Value, Is.EqualTo(agreement).Within(0.005));
            Assert.That(summary.Calibration.Agreement.Kappa.Value, Is.EqualTo(kappa).Within(0.01));
            Assert.That(summary.Calibration.Agreement.Kappa.Low, Is.LessThan(0.1));
            Assert.That(summary.Trust, Does.Match(@"\(agreement beyond chance \u2212?0\.0[0-9]\)"));
        }
    }

    [TestCase("overlap-sentence", 0.369)]
    [TestCase("smollm2-4shot", 0.211)]
    [TestCase("smollm2", 0.107)]
    [TestCase("headlines-lora", 0.031)]
    [TestCase("whole-passage", 0)]
    public async Task What_the_raters_would_say_of_all_answers_is_estimated_from_what_they_said_of_some(
        string model,
        double score
    )
    {
        var evaluation = await RunAsync();

        var row = evaluation.Comparison.Tasks[0].Headline.Leaderboard.Single(one => one.Model == model);
        var corrected = evaluation
            .Judges.Single(judge => judge.Judge == "quality")
            .Calibration!.Models.Single(one => one.Model == model);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.Estimate.Value, Is.EqualTo(score).Within(0.001));
            Assert.That(row.Estimate.Value, Is.EqualTo(corrected.Corrected!.Value));
            Assert.That(
                WidthOf(corrected.Corrected),
                Is.GreaterThan(0.7 * WidthOf(corrected.PeopleAlone!)),
                "a judge that knows little makes little narrower"
            );
        }
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

    private static double WidthOf(Estimate estimate) => estimate.High!.Value - estimate.Low!.Value;

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
