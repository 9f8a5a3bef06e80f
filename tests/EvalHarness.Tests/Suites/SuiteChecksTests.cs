using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

public sealed class SuiteChecksTests
{
    private readonly SuiteFolder folder = new();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    // The line is given by how it starts in the valid suite.
    [TestCase(
        "suite: finance/headline-sentiment",
        "suite: ../finance",
        "suite:",
        8,
        "the name '../finance'; expected letters, digits"
    )]
    [TestCase(
        "suite: finance/headline-sentiment",
        "suite: /etc",
        "suite:",
        8,
        "the name '/etc'; expected letters, digits"
    )]
    [TestCase(
        "suite: finance/headline-sentiment",
        "suite: a//b",
        "suite:",
        8,
        "the name 'a//b'; expected letters, digits"
    )]
    [TestCase(
        "suite: finance/headline-sentiment",
        "suite: a\\b",
        "suite:",
        8,
        "the name 'a\\b'; expected letters, digits"
    )]
    [TestCase("task: sentiment", "task: a/b", "- task:", 11, "the name 'a/b'; expected letters, digits")]
    [TestCase(
        "  lexicon: {",
        "  all: {",
        "lexicon:",
        3,
        "a model named 'all'; expected a name that is no number and none of"
    )]
    [TestCase("  lexicon: {", "  LORA@2024-05: {", "lexicon:", 3, "a second model 'LORA@2024-05', but for case")]
    [TestCase(
        "metrics: [accuracy, macro_f1]",
        "metrics: [accuracy, accuracy, macro_f1]",
        "metrics:",
        25,
        "a second metric 'accuracy'; expected each metric once"
    )]
    [TestCase(
        "metrics: [accuracy, macro_f1]",
        "metrics: [acuracy, macro_f1]",
        "metrics:",
        15,
        "unknown metric 'acuracy'; expected"
    )]
    [TestCase(
        "per: 1M tokens",
        "per: 1B tokens",
        "price:",
        12,
        "a price per '1B tokens'; expected 1M tokens or 1K tokens; did you mean '1M tokens'?"
    )]
    [TestCase("timeout: 60s", "timeout: 0s", "limits:", 93, "no time at all; expected a time above zero")]
    [TestCase(
        "baseline: gpt-4o",
        "baseline: gpt-4",
        "baseline:",
        13,
        "unknown model 'gpt-4'; expected gpt-4o, lexicon, llama-3.1-8b or lora@2024-05; did you mean 'gpt-4o'?"
    )]
    [TestCase(
        "candidates: custom",
        "candidates: [lora@2024-05, costum]",
        "candidates:",
        30,
        "unknown model 'costum'; expected gpt-4o, lexicon, llama-3.1-8b or lora@2024-05"
    )]
    [TestCase(
        "candidates: custom",
        "candidates: gpt-4o",
        "candidates:",
        15,
        "the baseline 'gpt-4o' as its own candidate; expected other models"
    )]
    [TestCase(
        "on: [sentiment/accuracy,",
        "on: [accuracy,",
        "on:",
        8,
        "'accuracy' for a metric; expected task/metric; did you mean 'sentiment/accuracy'?"
    )]
    [TestCase(
        "on: [sentiment/accuracy,",
        "on: [sentimnt/accuracy,",
        "on:",
        8,
        "unknown task 'sentimnt'; expected sentiment; did you mean 'sentiment'?"
    )]
    [TestCase(
        "on: [sentiment/accuracy,",
        "on: [sentiment/mcc,",
        "on:",
        8,
        "'mcc', which is not among the metrics of task 'sentiment'; expected accuracy or macro_f1"
    )]
    [TestCase(
        "confidence: 0.95",
        "confidence: 95",
        "confidence:",
        15,
        "'95' for 'confidence'; expected a number greater than 0 and less than 1"
    )]
    [TestCase(
        "  margin: 0.02\n",
        "  margin: -0.02\n",
        "margin:",
        11,
        "'-0.02' for 'margin'; expected a number at least 0"
    )]
    [TestCase(
        "{ model: lexicon,",
        "{ model: lexicn,",
        "- { model: lexicon",
        14,
        "unknown model 'lexicn'; expected all, gpt-4o, lexicon, llama-3.1-8b or lora@2024-05; did you mean 'lexicon'?"
    )]
    [TestCase(
        ", at_least: 0.60",
        "",
        "- { model: lexicon",
        5,
        "a gate without a bound; expected at_least, at_most, better_than, not_worse_than or within"
    )]
    [TestCase(
        "at_least: 0.60",
        "at_least: 60",
        "- { model: lexicon",
        61,
        "60 for 'at_least'; expected 0 to 1, the range of accuracy"
    )]
    [TestCase(
        "at_least: 0.60",
        "at_least: 0.6, at_most: 0.5",
        "- { model: lexicon",
        61,
        "at_least above at_most; expected a range that holds a value"
    )]
    [TestCase(
        "metric: sentiment/accuracy, at_least",
        "at_least",
        "- { model: lexicon",
        5,
        "a gate that measures nothing; expected metric or outcome"
    )]
    [TestCase(
        "at_least: 0.60",
        "at_least: 0.60, outcome: failed",
        "- { model: lexicon",
        76,
        "both 'metric' and 'outcome'; expected one of them"
    )]
    [TestCase(
        "not_worse_than: gpt-4o",
        "not_worse_than: lora@2024-05",
        "- { model: lora@2024-05, metric: sentiment/accuracy, not",
        72,
        "model 'lora@2024-05' against itself; expected another model, baseline or a number"
    )]
    [TestCase(
        "slice: difficulty=hard",
        "slice: dificulty=hard",
        "- { model: lora@2024-05, metric: sentiment/accuracy, better",
        81,
        "the field 'dificulty', which is not among the slices of the dataset; expected difficulty; did you mean 'difficulty'?"
    )]
    [TestCase(
        "slice: difficulty=hard",
        "slice: hard",
        "- { model: lora@2024-05, metric: sentiment/accuracy, better",
        81,
        "the slice 'hard'; expected field=value"
    )]
    [TestCase(
        "outcome: failed",
        "outcome: faild",
        "- { model: all",
        28,
        "unknown outcome 'faild'; expected answered, empty, failed, filtered, not_run, refused, truncated or unparsable; did you mean 'failed'?"
    )]
    [TestCase(
        "at_most: 0.01",
        "at_most: 1.5",
        "- { model: all",
        45,
        "1.5 for 'at_most'; expected 0 to 1, the range of a share"
    )]
    public void A_fault_between_sections_is_told_at_its_place(
        string old,
        string replacement,
        string line,
        int column,
        string fault
    ) =>
        Assert.That(
            folder.Faults(SuiteText.With(old, replacement)),
            Has.Some.StartsWith($"suite.yaml:{SuiteText.Line(line)}:{column}: {fault}")
        );

    [TestCase(
        "input: 2.50",
        "input: 2500",
        "price:",
        12,
        "more than 1,000 dollars for a million tokens; is it per 1M tokens?"
    )]
    [TestCase("cached_input: 1.25", "cached_input: 12.5", "price:", 12, "cached input dearer than input")]
    [TestCase(
        ", source: price page",
        "",
        "price:",
        12,
        "a price without 'as_of' or 'source': nobody can check it later"
    )]
    [TestCase(
        "timeout: 60s",
        "timeout: 60s, deadline: 30s",
        "limits:",
        13,
        "an attempt may take longer than its whole request"
    )]
    [TestCase(
        "  margin: 0.02\n",
        "  margin: 1\n",
        "margin:",
        11,
        "a margin as wide as the range of accuracy, 0 to 1; two points are 0.02"
    )]
    [TestCase(
        "where: { split: train }, count",
        "count",
        "few_shot: {",
        15,
        "the examples come from the rows that are asked about; name others with 'where:' or 'file:'"
    )]
    [TestCase(
        "[positive, neutral, negative]",
        "[positive, neutral, no]",
        "answer:",
        43,
        "'no' is taken as text, but is a boolean to some readers of YAML; write \"no\""
    )]
    public void Something_odd_is_a_warning_at_its_place(
        string old,
        string replacement,
        string line,
        int column,
        string warning
    ) =>
        Assert.That(
            folder.Warnings(SuiteText.With(old, replacement)),
            Has.Some.EqualTo($"suite.yaml:{SuiteText.Line(line)}:{column}: warning: {warning}")
        );

    [Test]
    public void Faults_of_values_do_not_hide_those_between_sections() =>
        Assert.That(
            folder.Faults(
                SuiteText
                    .With("seed: 20240401", "seed: x")
                    .Replace("budget:", "budgets:", StringComparison.Ordinal)
                    .Replace("custom: true", "custom: yes", StringComparison.Ordinal)
                    .Replace("repeats: 1", "repeats: 0", StringComparison.Ordinal)
                    .Replace("margin: 0.02\n", "margin: x\n", StringComparison.Ordinal)
                    .Replace("baseline: gpt-4o", "baseline: gpt-4", StringComparison.Ordinal)
                    .Replace("at_least: 0.60", "at_least: 60", StringComparison.Ordinal)
            ),
            Has.Length.EqualTo(7)
        );

    [Test]
    public void A_model_or_task_with_a_fault_is_not_missed_elsewhere_too() =>
        Assert.That(
            folder.Faults(
                SuiteText
                    .With(
                        "provider: openai-compatible\n    endpoint: https",
                        "provider: opnai-compatible\n    endpoint: https"
                    )
                    .Replace("[accuracy, macro_f1]", "[accuracy, makro_f1]", StringComparison.Ordinal)
            ),
            Has.Length.EqualTo(2)
        );

    [Test]
    public void Faults_of_several_sections_are_told_at_once() =>
        Assert.That(
            folder.Faults(
                SuiteText
                    .With("baseline: gpt-4o", "baseline: gpt-4")
                    .Replace("at_least: 0.60", "at_least: 60", StringComparison.Ordinal)
                    .Replace("suite: finance", "suite: ../finance", StringComparison.Ordinal)
            ),
            Has.Length.EqualTo(3)
        );

    [Test]
    public void A_suite_needs_models_and_tasks() =>
        Assert.That(
            folder.Faults("suite: s\nmodels: {}\ntasks: []\n"),
            Is.EqualTo(
                new[]
                {
                    "suite.yaml:2:9: no models; expected at least one, here or in an included file",
                    "suite.yaml:3:8: no tasks; expected at least one",
                }
            )
        );
}
