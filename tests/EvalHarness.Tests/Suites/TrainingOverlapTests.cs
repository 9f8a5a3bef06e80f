using CsCheck;
using EvalHarness.Conclusions;
using EvalHarness.Scoring.Texts;
using EvalHarness.Suites;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

/// <summary>Samples that a model learned from are told, whatever file its rows stand in.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TrainingOverlapTests
{
    private const string Long =
        "The maker of pumps said on Monday that orders for the third quarter rose by nine per cent against last year";

    [TestCase(Long, Long, nameof(Overlap.Same))]
    [TestCase(
        Long,
        "the maker of pumps said, on monday, that orders for the third quarter ROSE by nine per cent against last year!",
        nameof(Overlap.Same)
    )]
    [TestCase(Long, Long + " in spite of a strike", nameof(Overlap.Near))]
    [TestCase(Long, "Reuters: " + Long, nameof(Overlap.Near))]
    [TestCase(Long, "The maker of valves said on Monday that orders fell", nameof(Overlap.None))]
    [TestCase("Orders rose", "orders rose.", nameof(Overlap.Same))]
    [TestCase("Orders rose at the maker of pumps", "Orders rose at the maker of valves", nameof(Overlap.None))]
    [TestCase(
        "営業利益は前年同期比で九パーセント増加した",
        "営業利益は前年同期比で九パーセント増加したと発表",
        nameof(Overlap.Near)
    )]
    [TestCase("", "", nameof(Overlap.None))]
    public void A_text_is_the_same_nearly_the_same_or_another(string row, string sample, string expected)
    {
        var index = new OverlapIndex();
        index.Add("Something else that has nothing to do with any of it and goes on for a while", 1);
        index.Add(row, 7);
        var (overlap, source) = index.Find(sample);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(overlap.ToString(), Is.EqualTo(expected));
            Assert.That(source, Is.EqualTo(expected == nameof(Overlap.None) ? -1 : 7));
        }
    }

    [Test]
    public void Every_row_is_found_again_and_one_that_shares_half_of_its_words_is_not()
    {
        Gen.Int[0, 2_000]
            .Array[24]
            .Sample(
                numbers =>
                {
                    string[] words = [.. numbers.Select(number => $"w{number}")];
                    string[] others =
                    [
                        .. words.Take(12),
                        .. Enumerable.Range(5_000, 12).Select(number => $"w{number}"),
                    ];
                    var index = new OverlapIndex();
                    index.Add(string.Join(' ', words), 0);
                    Assert.That(index.Find(string.Join(", ", words)).Overlap, Is.EqualTo(Overlap.Same));
                    Assert.That(index.Find(string.Join(' ', others)).Overlap, Is.EqualTo(Overlap.None));
                },
                iter: 500,
                seed: "0000000000000"
            );
    }

    [Test]
    public async Task Scores_stand_with_and_without_the_samples_that_a_model_was_tuned_on()
    {
        await using var server = new FaultServer(request =>
            FaultReply.Chat(request.Body.Contains("tuned", StringComparison.Ordinal) ? "up" : "down")
        );
        string folder = ModelSetup.NewFolder();
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "data.csv"),
            [
                "id,text,label",
                .. Enumerable.Range(0, 6).Select(i => $"seen{i},Headline number {i} was tuned on,up"),
                .. Enumerable.Range(0, 4).Select(i => $"new{i},Quite another text {i},up"),
            ]
        );
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "tuning.jsonl"),
            Enumerable
                .Range(0, 6)
                .Select(i => $$"""{"prompt":"HEADLINE number {{i}} was tuned on!","completion":"up"}""")
        );
        string suite = Path.Combine(folder, "suite.yaml");
        await File.WriteAllTextAsync(
            suite,
            $$$"""
            suite: news
            seed: 7
            models:
              ours:
                provider: openai-compatible
                endpoint: "{{{server.Url}}}"
                model: m
                trained_on:
                  - { file: tuning.jsonl, input: [prompt] }
            tasks:
              - task: news
                dataset: { file: data.csv, id: id, fields: [text], target: label }
                prompt: "Is it good news? {{text}}"
                answer: { choice: [up, down] }
                metrics: [accuracy]
            """
        );
        var evaluation = await Evaluation.RunAsync(
            suite,
            new EvaluationOptions { Results = Path.Combine(folder, "results") }
        );
        var slices = evaluation.Comparison.Tasks[0].Headline.Slices;
        string page = await File.ReadAllTextAsync(await evaluation.WriteReportAsync());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                slices.Select(slice => (slice.Field, slice.Value, slice.Samples)),
                Is.EqualTo(new[] { ("seen in training", "yes", 6), ("seen in training", "no", 4) })
            );
            Assert.That(slices[0].Rows[0].Estimate.Value, Is.EqualTo(1));
            Assert.That(slices[1].Rows[0].Estimate.Value, Is.Zero);
            Assert.That(
                evaluation.Scores.Header.Warnings,
                Has.Some.Contains("'ours' learned from: 6; the first is 'seen0'")
            );
            Assert.That(page, Does.Contain("seen in training"));
        }
    }

    [TestCase("{{qa}}", true)]
    [TestCase("{{text}}", false)]
    [TestCase("{{passage}}", false)]
    public async Task A_prompt_that_gives_the_target_away_is_doubted(string prompt, bool isDoubted)
    {
        string folder = ModelSetup.NewFolder();
        await File.WriteAllLinesAsync(
            Path.Combine(folder, "data.csv"),
            [
                "id,text,label,qa,passage",
                .. Enumerable
                    .Range(0, 10)
                    .Select(i =>
                        $"s{i},How many units in year {i}?,{i * 37},\"Q: How many? A: {i * 37}.\",It sold {i * 37} units and more."
                    ),
            ]
        );
        string suite = Path.Combine(folder, "suite.yaml");
        await File.WriteAllTextAsync(
            suite,
            $$"""
            suite: sums
            seed: 7
            models:
              served: { provider: openai-compatible, endpoint: "http://127.0.0.1:9", model: m }
            tasks:
              - task: sums
                dataset: { file: data.csv, id: id, fields: [text, qa, passage], target: label }
                prompt: "{{prompt}}"
                answer: { number: {} }
                metrics: [numeric_match]
            """
        );
        var read = SuiteReader.Read(suite, SuiteCatalog.With(), _ => null);
        var warnings = await SuiteData.CheckAsync(read);
        Assert.That(
            warnings.Any(warning => warning.Message.Contains("given away", StringComparison.Ordinal)),
            Is.EqualTo(isDoubted),
            string.Join('\n', warnings)
        );
    }
}
