using NUnit.Framework;

namespace EvalHarness.Tests.Conversions;

/// <summary>What is taken of tasks of lm-evaluation-harness, and what is refused with its place.</summary>
public sealed class LmEvalConverterTests
{
    private const string Data =
        "dataset_path: json\ndataset_kwargs: { data_files: { test: test.jsonl, dev: dev.jsonl } }\ntest_split: test\n";
    private const string Written =
        Data + "task: sums\noutput_type: generate_until\ndoc_to_text: \"Q: {{q}}\\nA:\"\ndoc_to_target: \"{{a}}\"\n";
    private const string Choice = Data + "task: tone\noutput_type: multiple_choice\ndoc_to_text: q\ndoc_to_target: a\n";

    [Test]
    public async Task Examples_of_another_split_stand_before_each_question_as_the_harness_writes_them()
    {
        using var folder = Folder();

        var made = await folder.ConvertAsync(
            "t.yaml",
            Written
                + "description: \"Add.\\n\\n\"\nnum_fewshot: 1\nfewshot_split: dev\nfewshot_config: { sampler: first_n }\ngeneration_kwargs: { until: [\"\\n\"], max_gen_toks: 16 }\n"
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ConvertedFolder.Refused(made), Is.Empty);
            Assert.That(made.Suite, Does.Contain("Add.\n\n      Q: 1+1?\n      A: 1\n\n      Q: {{q}}\n      A:"));
            Assert.That(made.Suite, Does.Contain("generation: { temperature: 0, max_tokens: 16, stop: [\"\\n\"] }"));
            Assert.That(made.Suite, Does.Contain("answer: extract").And.Contain("{ exact_match: { strict: true } }"));
            Assert.That(made.Files["data.jsonl"], Does.StartWith("{\"id\":\"0\",\"q\":\"2+2?\",\"target\":\"1\"}\n"));
        }
    }

    [Test]
    public async Task A_choice_becomes_a_task_for_each_normalisation()
    {
        using var folder = Folder();

        var made = await folder.ConvertAsync(
            "t.yaml",
            Choice + "doc_to_choice: [\"no\", \"yes\"]\nmetric_list: [{ metric: acc }, { metric: acc_norm }]\n"
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ConvertedFolder.Refused(made), Is.Empty);
            Assert.That(
                made.Suite,
                Does.Contain("options: [\"no\", \"yes\"], normalise: none, delimiter: \" \"")
                    .And.Contain("task: tone-acc_norm")
                    .And.Contain("normalise: characters")
            );
            Assert.That(made.Files["data.jsonl"], Does.Contain("\"target\":\"yes\"").And.Contain("\"target\":\"no\""));
        }
    }

    [TestCase(
        "doc_to_choice: [no, yes]",
        "'no' without quotes, which the harness reads as a number or as true or false"
    )]
    [TestCase("doc_to_choice: \"{{choices}}\"", "options that differ from row to row")]
    [TestCase("doc_to_choice: [a, b]\nmetric_list: [{ metric: brier_score }]", "the metric 'brier_score' of a choice")]
    [TestCase("doc_to_choice: [a, b]\nnum_fewshot: 2", "examples that are drawn by chance")]
    [TestCase("doc_to_choice: [a, b]\nprocess_docs: !function utils.f", "a function ('!function'), which is code")]
    [TestCase("doc_to_choice: [a, b]\nuse_prompt: x", "the key 'use_prompt'")]
    public async Task A_choice_that_cannot_be_said_exactly_is_refused(string part, string why)
    {
        using var folder = Folder();

        string[] refused;
        try
        {
            refused = ConvertedFolder.Refused(await folder.ConvertAsync("t.yaml", Choice + part + "\n"));
        }
        catch (EvalHarness.Core.DocumentException broken)
        {
            refused = [broken.Message];
        }

        Assert.That(refused, Has.Some.Contains(why).And.Some.Contains("t.yaml:"));
    }

    [TestCase("metric_list: [{ metric: f1 }]", "the metric 'f1' of written answers")]
    [TestCase(
        "filter_list: [{ name: v, filter: [{ function: majority_vote }] }]",
        "the step 'majority_vote' of a filter"
    )]
    [TestCase(
        "filter_list: [{ name: v, filter: [{ function: regex, regex_pattern: '(?P<n>a)' }] }]",
        "a pattern with a part that .NET reads otherwise"
    )]
    [TestCase("generation_kwargs: { num_beams: 4 }", "the setting 'num_beams'")]
    public async Task A_written_answer_that_cannot_be_scored_alike_is_refused(string part, string why)
    {
        using var folder = Folder();

        var made = await folder.ConvertAsync("t.yaml", Written + part + "\n");

        Assert.That(ConvertedFolder.Refused(made), Has.Some.Contains(why));
    }

    [TestCase("doc_to_text: \"{% for c in q %}{{c}}{% endfor %}\"", "a template with {% %}")]
    [TestCase("doc_to_text: \"{{q.split(' ')[0]}}\"", "a template with more than a field")]
    [TestCase("doc_to_text: \"{{question}}\"", "the field 'question' that a row lacks")]
    [TestCase("test_split: other", "no files of the split 'other'")]
    public async Task A_template_or_split_that_is_not_there_is_refused(string part, string why)
    {
        using var folder = Folder();
        string key = part.Split(':')[0];
        string task = string.Concat(
            Written
                .Split('\n')
                .Where(line => !line.StartsWith(key + ":", StringComparison.Ordinal))
                .Select(line => line + "\n")
        );

        var made = await folder.ConvertAsync("t.yaml", task + part + "\n");

        Assert.That(ConvertedFolder.Refused(made), Has.Some.Contains(why));
    }

    [Test]
    public async Task A_dataset_of_a_hub_is_not_fetched()
    {
        using var folder = Folder();

        var made = await folder.ConvertAsync(
            "t.yaml",
            "task: x\ndataset_path: owner/set\ntest_split: test\noutput_type: generate_until\n"
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(made.Suite, Is.Null);
            Assert.That(
                ConvertedFolder.Refused(made),
                Has.One.EqualTo("t.yaml:2:15: the dataset 'owner/set' of a hub, which is not fetched")
            );
        }
    }

    private static ConvertedFolder Folder()
    {
        var folder = new ConvertedFolder();
        folder.Write("test.jsonl", "{\"q\":\"2+2?\",\"a\":1}\n{\"q\":\"3+3?\",\"a\":0}\n");
        folder.Write("dev.jsonl", "{\"q\":\"1+1?\",\"a\":1}\n");
        return folder;
    }
}
