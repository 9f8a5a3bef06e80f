using EvalHarness.Core;
using EvalHarness.Suites;
using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

public sealed class SuiteDataTests
{
    private const string Header = "id,text,company,label,split\n";

    private readonly SuiteFolder folder = new();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [TestCase("1,Up,A,positive,test\n2,Up,A,positive,test\n", "read the same as an earlier one")]
    [TestCase("1,Up,A,positive,test\n2,Up,A,negative,test\n", "have another target")]
    [TestCase("1,Up,A,positive,test\n2,Down,A,sideways,test\n", "none of the answer's labels")]
    public async Task Doubtful_data_is_warned_of(string rows, string warning)
    {
        var warnings = await SuiteData.CheckAsync(Suite(rows));
        Assert.That(warnings.Select(one => one.ToString()), Has.Some.Contains(warning));
    }

    [Test]
    public async Task A_sample_that_reads_like_a_row_trained_on_is_leakage()
    {
        var suite = Suite("1,Up,A,positive,test\n2,up,A,positive,train\n3,Down,A,negative,train\n");
        var warnings = await SuiteData.CheckAsync(suite);
        Assert.That(warnings.Select(one => one.Message), Has.Some.Contains("a train row"));
    }

    [Test]
    public async Task Clean_data_raises_no_warning()
    {
        var warnings = await SuiteData.CheckAsync(Suite("1,Up,A,positive,test\n2,Down,A,negative,test\n"));
        Assert.That(warnings, Is.Empty);
    }

    [Test]
    public void An_id_that_occurs_twice_is_a_fault() =>
        Assert.That(
            async () => await SuiteData.CheckAsync(Suite("1,Up,A,positive,test\n1,Down,A,negative,test\n")),
            Throws.TypeOf<DocumentException>().With.Message.Contains("a second sample '1'")
        );

    [TestCase(
        "{ rouge: L }",
        "метрика важна",
        "metric 'rouge_l' of task 't': the target is lost but for what is of a to z"
    )]
    [TestCase("{ rouge: L }", "天气很好", "tokenize: unicode")]
    [TestCase("bleu", "天气很好", "tokenize: char counts characters")]
    [TestCase("squad_f1", "今日は晴れ", "is one word, having no spaces")]
    public async Task Targets_that_a_metric_cannot_cut_into_words_are_warned_of(
        string metric,
        string target,
        string warning
    )
    {
        var warnings = await SuiteData.CheckAsync(Texts(metric, target));
        Assert.That(warnings.Select(one => one.ToString()), Has.Some.Contains(warning));
    }

    [TestCase("{ rouge: L }", "the weather is fine")]
    [TestCase("{ rouge: { tokenize: unicode } }", "метрика важна")]
    [TestCase("{ bleu: { tokenize: char } }", "天气很好")]
    [TestCase("bleu", "метрика важна")]
    public async Task Targets_that_a_metric_can_cut_into_words_are_not(string metric, string target) =>
        Assert.That(await SuiteData.CheckAsync(Texts(metric, target)), Is.Empty);

    private Suite Texts(string metric, string target)
    {
        folder.Write("data/texts.csv", $"id,text,answer\n1,a,{target}\n2,b,{target}\n");
        return folder.Read(
            $$$"""
            suite: s
            models:
              m: { provider: random }
            tasks:
              - task: t
                dataset: { file: data/texts.csv, id: id, target: answer }
                prompt: "{{text}}"
                answer: text
                metrics: [{{{metric}}}]
            """
        );
    }

    private Suite Suite(string rows)
    {
        folder.Write("data/headlines.csv", Header + rows + "9,So so,A,positive,train\n");
        return folder.Read(
            """
            suite: s
            models:
              m: { provider: rules, rules: data/lexicon.yaml }
              t: { provider: text-classifier, train: { file: data/headlines.csv, where: { split: train }, input: text, label: label } }
            tasks:
              - task: t
                dataset: { file: data/headlines.csv, where: { split: test }, id: id, target: label }
                prompt: "{{text}}"
                answer: { choice: [positive, negative] }
                metrics: accuracy
            """
        );
    }
}
