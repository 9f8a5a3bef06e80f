using EvalHarness.Core;
using EvalHarness.Models.Providers;
using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

public sealed class SuiteReaderTests
{
    private readonly SuiteFolder folder = new();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [Test]
    public void A_valid_suite_is_read_whole_and_without_a_warning()
    {
        var suite = folder.Read(SuiteText.Valid);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(suite.Warnings, Is.Empty);
            Assert.That(suite.Name, Is.EqualTo("finance/headline-sentiment"));
            Assert.That(suite.Seed, Is.EqualTo(20240401));
            Assert.That(
                suite.Models.Select(model => model.Name),
                Is.EqualTo(new[] { "gpt-4o", "llama-3.1-8b", "lora@2024-05", "lexicon" })
            );
            Assert.That(
                suite.Models[0].Price,
                Is.EqualTo(new Price(2.50m, 10m, 1.25m, "1M tokens", new DateOnly(2024, 10, 1), "price page"))
            );
            Assert.That(suite.Models[0].Limits.AttemptTimeout, Is.EqualTo(TimeSpan.FromMinutes(1)));
            Assert.That(suite.Models[1].Hosting, Is.EqualTo(new Hosting(2.49m, 1, new DateOnly(2024, 10, 1))));
            Assert.That(suite.Models[2].Kind, Is.EqualTo(ModelKind.Custom));
            Assert.That(suite.Models[2].Declared.Line, Is.EqualTo(SuiteText.Line("lora@2024-05:")));
            Assert.That(
                suite.Tasks[0].Metrics.Select(metric => metric.Name),
                Is.EqualTo(new[] { "accuracy", "macro_f1" })
            );
            Assert.That(suite.Tasks[0].Answer.Labels, Is.EqualTo(new[] { "positive", "neutral", "negative" }));
            Assert.That(suite.Tasks[0].Dataset.File.Full, Is.EqualTo(folder.At("data/headlines.csv")));
            Assert.That(suite.Compare.Baseline, Is.EqualTo("gpt-4o"));
            Assert.That(suite.Gates, Has.Length.EqualTo(4));
            Assert.That(suite.Budget.Usd, Is.EqualTo(25));
        }
    }

    [Test]
    public void What_a_model_overrides_in_a_prompt_wins_and_the_rest_stays()
    {
        var suite = folder.Read(SuiteText.Valid);
        var task = suite.Tasks[0].For(suite.Models[1]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(task.FewShot!.Count, Is.Zero);
            Assert.That(task.Generation, Is.EqualTo(new Generation(0, 4)));
            Assert.That(task.Prompt, Is.EqualTo(suite.Tasks[0].Prompt));
            Assert.That(suite.Tasks[0].For(suite.Models[0]), Is.SameAs(suite.Tasks[0]));
        }
    }

    [Test]
    public void A_model_is_skipped_where_its_variable_is_absent_and_its_other_variables_are_not_missed()
    {
        folder.Set("LLAMA_URL", null);
        var suite = folder.Read(SuiteText.Valid);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(suite.Models.Select(model => model.Name), Does.Not.Contain("llama-3.1-8b"));
            Assert.That(
                suite.Skipped.Select(model => (model.Name, model.Reason)),
                Is.EqualTo(new[] { ("llama-3.1-8b", "LLAMA_URL is not set") })
            );
            Assert.That(suite.Skipped[0].At.Line, Is.EqualTo(SuiteText.Line("when: ${LLAMA_URL}")));
        }
    }

    [Test]
    public void A_skipped_model_is_still_read_for_typing_errors()
    {
        folder.Set("LLAMA_URL", null);
        int line = SuiteText.Line("hosting:");
        Assert.That(
            folder.Faults(SuiteText.With("hosting:", "hostin:")),
            Has.Length.EqualTo(1)
                .And.Some.StartsWith($"suite.yaml:{line}:5: unknown key 'hostin'")
                .And.Some.EndsWith("did you mean 'hosting'?")
        );
    }

    [Test]
    public void A_comparison_with_a_skipped_model_is_warned_of()
    {
        folder.Set("OPENAI_API_KEY", null);
        int line = SuiteText.Line("baseline:");
        Assert.That(
            folder.Warnings(SuiteText.Valid),
            Has.Length.EqualTo(2)
                .And.Some.EqualTo(
                    $"suite.yaml:{line}:13: warning: model 'gpt-4o' is skipped: OPENAI_API_KEY is not set"
                )
        );
    }

    [Test]
    public void A_missing_variable_names_itself_and_the_model()
    {
        folder.Set("OPENAI_API_KEY", null);
        int line = SuiteText.Line("api_key:");
        Assert.That(
            folder.Faults(SuiteText.With("    when: ${OPENAI_API_KEY}\n", "")),
            Is.EqualTo(
                new[]
                {
                    $"suite.yaml:{line}:14: the variable OPENAI_API_KEY is not set, and model 'gpt-4o' needs it; expected it in the environment, "
                        + "or a default: ${OPENAI_API_KEY:-default}, or 'when: ${OPENAI_API_KEY}' to skip it without",
                }
            )
        );
    }

    [Test]
    public void No_value_of_the_environment_is_in_the_text_kept_or_shown()
    {
        var suite = folder.Read(SuiteText.Valid);
        var provider = (OpenAICompatible)suite.Models[0].Provider;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(provider.ApiKey!.Reveal(), Is.EqualTo(SuiteFolder.SecretValue));
            Assert.That(suite.Sources[0].Text, Is.EqualTo(SuiteText.Valid));
            Assert.That(suite.ToString() + string.Join(' ', suite.Models), Does.Not.Contain(SuiteFolder.SecretValue));
        }
    }

    [Test]
    public void A_file_that_is_missing_is_reported_where_it_is_named()
    {
        int line = SuiteText.Line("answers:");
        Assert.That(
            folder.Faults(SuiteText.With("answers: recorded/lora.jsonl", "answers: recorded/lara.jsonl")),
            Is.EqualTo(
                new[]
                {
                    $"suite.yaml:{line}:14: no file 'recorded/lara.jsonl' for 'answers'; expected a path relative to this file; did you mean 'recorded/lora.jsonl'?",
                }
            )
        );
    }

    [Test]
    public void Suites_of_a_folder_are_read_together_and_other_files_are_left_alone()
    {
        folder.Write("a.yaml", SuiteText.Valid);
        folder.Write(
            "b/c.yml",
            SuiteText
                .With("suite: finance/headline-sentiment", "suite: finance/other")
                .Replace(": data/", ": ../data/", StringComparison.Ordinal)
                .Replace(": recorded/", ": ../recorded/", StringComparison.Ordinal)
        );
        Assert.That(
            folder.ReadAll("").Select(suite => suite.Name),
            Is.EqualTo(new[] { "finance/headline-sentiment", "finance/other" })
        );
    }

    [Test]
    public void Faults_of_all_suites_of_a_folder_are_told_at_once()
    {
        folder.Write("a.yaml", SuiteText.With("seed: 20240401", "seed: x"));
        folder.Write(
            "b.yaml",
            SuiteText
                .With("margin: 0.02\n  conf", "margin: x\n  conf")
                .Replace("suite: finance", "suite: other", StringComparison.Ordinal)
        );
        folder.Write("c.yaml", "suite: [\n");
        Assert.That(
            () => folder.ReadAll(""),
            Throws.TypeOf<DocumentException>().With.Property(nameof(DocumentException.Faults)).Length.EqualTo(3)
        );
    }

    [Test]
    public void Two_suites_of_one_name_are_a_fault()
    {
        folder.Write("a.yaml", SuiteText.Valid);
        folder.Write("b.yaml", SuiteText.Valid);
        Assert.That(
            () => folder.ReadAll(""),
            Throws
                .TypeOf<DocumentException>()
                .With.Message.Contains("a suite named 'finance/headline-sentiment', as in")
        );
    }

    [Test]
    public void A_folder_without_a_suite_is_a_fault() =>
        Assert.That(
            () => folder.ReadAll("data"),
            Throws.TypeOf<DocumentException>().With.Message.Contains("a folder without a suite")
        );

    [Test]
    public void Faults_of_the_decision_are_told_with_those_of_the_suite()
    {
        const string decision = """

            decision:
              incumbnt: lexicon
              volume: { v0_per_month: 1000 }
              value: { per_correct: 1, per_error: 1 }
              options: [lexicon]
            """;
        Assert.That(
            folder.Faults(SuiteText.With("correction: holm", "correction: home") + decision),
            Has.Some.Contains("'home' for 'correction'").And.Some.EndsWith("did you mean 'incumbent'?")
        );
    }
}
