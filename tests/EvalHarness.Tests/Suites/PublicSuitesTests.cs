using System.IO.Compression;
using System.Text;
using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.Suites;
using EvalHarness.Tests.Models;
using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

/// <summary>The suites over public finance sets, run by their yardsticks over a few rows of the published forms, invented here.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PublicSuitesTests
{
    private static readonly string Public = Path.Combine(Repository.Root, "suites", "finance", "public");

    private readonly string folder = ModelSetup.NewFolder();

    public PublicSuitesTests()
    {
        foreach (string file in Directory.EnumerateFiles(Public, "*.yaml"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    private static IEnumerable<string> Suites() =>
        Directory
            .EnumerateFiles(Public, "*.yaml")
            .Where(SuiteReader.IsSuite)
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);

    [Test]
    public async Task Without_data_each_says_what_to_get_and_none_is_invalid()
    {
        var read = await SuiteCheck.ReadAllAsync([folder], Options(), _ => null);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Suites, Is.Empty);
            Assert.That(
                read.NotHere.Select(fault => Path.GetFileNameWithoutExtension(fault.At.File)).Distinct(),
                Is.EqualTo(Suites())
            );
            Assert.That(read.NotHere, Has.All.Matches<Fault>(fault => fault!.Found.Contains("download https://")));
        }
    }

    [Test]
    public void No_row_of_their_data_is_committed() =>
        Assert.That(File.ReadAllText(Path.Combine(Public, ".gitignore")), Does.Contain("data/"));

    [TestCase("financial-phrasebank", "sentiment", 4, "weighted_f1", 1 / 3.0)]
    [TestCase("fiqa", "sentiment", 3, "weighted_f1", 8 / 15.0)]
    [TestCase("headlines", "tags", 18, "accuracy", 14 / 18.0)]
    [TestCase("sec-filings-ner", "papers", 1, "entity_f1", 1.0)]
    [TestCase("sec-filings-ner", "all-sentences", 2, "entity_f1", 2 / 3.0)]
    [TestCase("finqa", "questions", 2, "finqa_execution", 0.5)]
    [TestCase("convfinqa", "turns", 2, "finqa_execution", 0.5)]
    [TestCase("tat-qa", "questions", 2, "tatqa_em", 0.5)]
    public async Task With_data_the_yardstick_is_scored(
        string suite,
        string task,
        int samples,
        string metric,
        double score
    )
    {
        await WriteDataAsync();

        var run = await Evaluation.RunAsync(Path.Combine(folder, suite + ".yaml"), Options());

        var board = run.Comparison.Tasks.Single(one => one.Task == task);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Scores.Header.Tasks.Single(one => one.Name == task).Samples, Is.EqualTo(samples));
            Assert.That(
                board.Metrics.Single(one => one.Metric == metric).Leaderboard[0].Estimate.Value,
                Is.EqualTo(score).Within(1e-9)
            );
            Assert.That(run.Scores.Header.Models.Count(model => model.Skipped is not null), Is.EqualTo(3));
        }
    }

    [Test]
    public void Every_suite_has_a_case_above() =>
        Assert.That(
            typeof(PublicSuitesTests)
                .GetMethod(nameof(With_data_the_yardstick_is_scored))!
                .GetCustomAttributes(typeof(TestCaseAttribute), false)
                .Cast<TestCaseAttribute>()
                .Select(test => (string)test.Arguments[0]!)
                .Distinct()
                .Order(StringComparer.Ordinal),
            Is.EqualTo(Suites())
        );

    private EvaluationOptions Options() =>
        new() { Catalog = SuiteCatalog.With(), Results = Path.Combine(folder, "results") };

    private async Task WriteDataAsync()
    {
        await WriteAsync(
            "Headlines/headlines.csv",
            """
            Dates,URL,News,PriceOrNot,DirectionUp,DirectionConstant,DirectionDown,PastPrice,FuturePrice,PastNews,FutureNews,AssetComparision
            01-02-2024,http://a,"gold rises, again",1,1,0,0,1,0,0,0,0
            02-02-2024,http://b,a mine opens,0,0,0,0,0,0,1,0,0
            """
        );
        await WriteAsync(
            "FiQA/test.json",
            """
            {"1":{"sentence":"Acme up, Umbra down","info":[{"snippets":"['up']","target":"Acme","sentiment_score":"0.5","aspects":"['Stock']"},{"snippets":"['down']","target":"Umbra","sentiment_score":"-0.5","aspects":"['Stock']"}]},
             "2":{"sentence":"Acme up again","info":[{"snippets":"['up']","target":"Acme","sentiment_score":"0.2","aspects":"['Stock']"}]}}
            """
        );
        await WriteAsync(
            "FiQA/train.json",
            "{"
                + string.Join(
                    ',',
                    Enumerable
                        .Range(1, 9)
                        .Select(i =>
                            $$"""
                            "{{i}}":{"sentence":"Headline {{i}}","info":[{"snippets":"[]","target":"Acme","sentiment_score":"{{(
                                i % 3
                            ) - 1}}","aspects":"[]"}]}
                            """
                        )
                )
                + "}"
        );
        const string sentence = "Acme NNP - I-ORG\npays VBZ - O\n\n";
        await WriteAsync("SEC-filings/FIN3.txt", "-DOCSTART- -X- O O\n\n" + sentence + "It PRP - O\npays VBZ - O\n\n");
        await WriteAsync(
            "SEC-filings/FIN5.txt",
            "-DOCSTART- -X- O O\n\n"
                + string.Concat(Enumerable.Range(1, 8).Select(i => $"Umbra{i} NNP - I-ORG\nowes VBZ - O\n\n"))
        );
        const string page = """
            "pre_text":["a"],"post_text":["b"],"filename":"p.pdf","table":[["x","2019"],["y","2"]]
            """;
        await WriteAsync("FinQA/test.json", $"[{Question("q1", 1)},{Question("q2", 2)}]");
        await WriteAsync(
            "FinQA/train.json",
            $"[{string.Join(',', Enumerable.Range(3, 5).Select(i => Question($"t{i}", i)))}]"
        );
        await WriteAsync(
            "ConvFinQA/dev.json",
            $$$"""[{"id":"c1",{{{page}}},"annotation":{"dialogue_break":["how many?","and doubled?"],"turn_program":["2","multiply(2, 2)"],"exe_ans_list":[2.0,4.0],"qa_split":[0,0]}}]"""
        );
        await WriteAsync("TAT-QA/tatqa_dataset_test_gold.json", $"[{Context("d1", 1)}]");
        await WriteAsync("TAT-QA/tatqa_dataset_train.json", $"[{Context("d2", 3)},{Context("d3", 5)}]");
        await using var zip = new ZipArchive(
            File.Create(Path.Combine(folder, "data", "FinancialPhraseBank-v1.0.zip")),
            ZipArchiveMode.Create
        );
        await using var entry = zip.CreateEntry("FinancialPhraseBank-v1.0/Sentences_50Agree.txt").Open();
        await entry.WriteAsync(
            Encoding.Latin1.GetBytes(
                "Sales rose .@positive\r\nÄcme sold it .@neutral\r\nIt fell .@negative\r\nAll is as it was .@neutral\r\n"
            )
        );

        string Question(string id, int number) =>
            $$$"""{"id":"{{{id}}}",{{{page}}},"qa":{"question":"what of {{{id}}}?","program":"add({{{number}}}, {{{number}}})","exe_ans":{{{2 * number}}},"answer":"{{{2 * number}}}","gold_inds":{ } } }""";
    }

    private static string Context(string id, int number) =>
        $$$"""{"table":{"uid":"{{{id}}}","table":[["x","2019"],["y","{{{number}}}"]]},"paragraphs":[{"uid":"{{{id}}}p","order":1,"text":"in millions"}],"questions":[{{{Asked($"{id}-1", number)}}},{{{Asked($"{id}-2", number + 1)}}}]}""";

    private static string Asked(string id, int number) =>
        $$"""{"uid":"{{id}}","order":1,"question":"y of {{id}}?","answer":["{{number}}"],"derivation":"","answer_type":"span","answer_from":"table","rel_paragraphs":[],"req_comparison":false,"scale":""}""";

    private Task WriteAsync(string name, string text)
    {
        string path = Path.Combine(folder, "data", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.WriteAllTextAsync(path, text);
    }
}
