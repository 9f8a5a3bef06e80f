using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

/// <summary>Licenses and terms of a suite: what is declared, and what is not, against what the suite does and asks for.</summary>
public sealed class DeclaredTermsTests
{
    private readonly SuiteFolder folder = new();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [Test]
    public void A_suite_that_declares_nothing_is_warned_of_nothing() => Assert.That(Warnings("", "", ""), Is.Empty);

    [Test]
    public void What_is_declared_and_collides_with_nothing_is_no_warning() =>
        Assert.That(
            Warnings(
                "license: { id: proprietary, source: https://example.org/terms, as_of: 2026-01-31 }, terms: { outputs_may_train: yes, data_leaves: yes, data_kept: no, regions: [EU] }",
                "license: CC-BY-4.0, terms: { may_train: yes, may_leave: yes }",
                "require: { regions: [EU, CH], outputs_may_train: yes }"
            ),
            Is.Empty
        );

    [TestCase(
        "terms: { outputs_may_train: no, source: https://example.org/terms, as_of: 2026-01-31 }",
        "'ours' was trained on answers of 'gpt', whose answers may not train other models as declared in the suite (https://example.org/terms, 2026-01-31)"
    )]
    [TestCase(
        "terms: { data_leaves: yes }",
        "'ours' was trained on answers of 'gpt', and nobody declares whether those may train other models"
    )]
    [TestCase("license: MIT", "nobody declares whether those may train other models")]
    public void A_model_trained_on_answers_that_may_not_train_or_of_which_nobody_says_so_is_warned_of(
        string teacher,
        string warning
    ) =>
        Assert.That(
            Warnings(teacher, "", "", ", trained_from: [gpt]"),
            Has.Exactly(1).StartsWith("suite.yaml:4:3: warning: ").And.Contains(warning).And.Exactly(1).Items
        );

    [TestCase("", "nobody declares where 'gpt' is served from; the suite asks for EU only")]
    [TestCase(
        "terms: { regions: [EU, US] }",
        "'gpt' may be served from EU and US as declared in the suite; the suite asks for EU only"
    )]
    public void A_region_that_is_asked_for_and_not_given_is_warned_of(string keys, string warning) =>
        Assert.That(Warnings(keys, "", "require: { regions: [EU] }"), Has.Exactly(1).Contains(warning));

    [TestCase("terms: { data_leaves: no, regions: [US] }")]
    public void A_model_whose_prompts_stay_needs_no_region(string keys) =>
        Assert.That(Warnings(keys, "", "require: { regions: [EU], data_may_leave: no }"), Is.Empty);

    [TestCase("", "nobody declares whether prompts to 'gpt' leave the house; the suite asks that they do not")]
    [TestCase(
        "terms: { data_leaves: yes }",
        "prompts to 'gpt' leave the house as declared in the suite; the suite asks"
    )]
    public void Prompts_that_leave_or_of_which_nobody_says_that_they_stay_are_warned_of(string keys, string warning) =>
        Assert.That(Warnings(keys, "", "require: { data_may_leave: no }"), Has.Exactly(1).Contains(warning));

    [Test]
    public void A_data_set_that_may_not_leave_is_held_against_every_model_that_it_is_sent_to()
    {
        string[] warnings = Warnings("", "terms: { may_leave: no }", "");
        Assert.That(
            warnings,
            Has.Exactly(1)
                .StartsWith("suite.yaml:3:3: warning: ")
                .And.Contains(
                    "the data set of task 'sentiment' may not leave the house as declared in the suite; nobody declares whether prompts to 'gpt' leave the house"
                )
                .And.Exactly(1)
                .Items,
            "rules are asked in this process"
        );
    }

    [Test]
    public void A_model_that_learnt_from_a_data_set_which_may_not_train_is_warned_of() =>
        Assert.That(
            Warnings("", "terms: { may_train: no }", "", ", trained_on: data/headlines.csv"),
            Has.Exactly(1)
                .Contains(
                    "'ours' was trained on rows of the data set of task 'sentiment', which may not train models as declared"
                )
        );

    [TestCase("", 2)]
    [TestCase("license: unknown", 2)]
    [TestCase("license: Apache-2.0", 1)]
    public void A_license_that_is_asked_for_and_unknown_is_warned_of_model_by_model_but_of_rules(
        string keys,
        int expected
    ) =>
        Assert.That(
            Warnings(keys, "", "require: { license: true }"),
            Has.Exactly(expected).Contains("no license is declared for")
        );

    [Test]
    public void What_the_run_itself_trains_needs_no_license()
    {
        string text = Text("license: MIT", "license: CC0-1.0", "require: { license: true }", "")
            .Replace(
                "provider: rules, rules: data/lexicon.yaml",
                "provider: text-classifier, train: { file: data/headlines.csv, input: text, label: label }",
                StringComparison.Ordinal
            );
        Assert.That(folder.Warnings(text), Has.None.Contains("license"));
    }

    [TestCase("terms: { outputs_may_train: maybe }", "'maybe' for 'outputs_may_train'; expected no, unknown or yes")]
    [TestCase("licence: MIT", "unknown key 'licence'")]
    [TestCase("license: { id: MIT, as_of: yesterday }", "'yesterday' for 'as_of'")]
    public void A_word_that_is_none_is_a_fault(string keys, string fault) =>
        Assert.That(folder.Faults(Text(keys, "", "", "")), Has.Exactly(1).Contains(fault));

    private string[] Warnings(string gpt, string dataset, string sections, string ours = "") =>
        folder.Warnings(Text(gpt, dataset, sections, ours));

    private static string Text(string gpt, string dataset, string sections, string ours) =>
        $$$"""
            suite: terms
            models:
              gpt: { provider: openai-compatible, endpoint: https://api.example.org/v1, model: m{{{Comma(gpt)}}} }
              ours: { provider: rules, rules: data/lexicon.yaml{{{ours}}} }
            tasks:
              - task: sentiment
                dataset: { file: data/headlines.csv, id: id, fields: [text], target: label{{{Comma(dataset)}}} }
                prompt: "{{text}}"
                answer: { choice: [positive, neutral, negative] }
                metrics: [accuracy]
            {{{sections}}}
            """;

    private static string Comma(string keys) => keys.Length == 0 ? "" : ", " + keys;
}
