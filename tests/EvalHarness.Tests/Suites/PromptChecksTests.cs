using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

public sealed class PromptChecksTests
{
    private readonly SuiteFolder folder = new();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [TestCase(
        "Company: {{company}}\n",
        "Company: {{compny}}\n",
        "Company:",
        16,
        "found '{{compny}}', which the dataset does not have as a field; expected one of text, company; did you mean 'company'?"
    )]
    [TestCase(
        "Headline: {{text}}",
        "Headline: {{text",
        "Headline:",
        17,
        "found '{{' without '}}'; expected {{field}}, or \\{{ for two braces"
    )]
    [TestCase(
        "for {{company}}?",
        "for {{difficulty}}?",
        "Is the news",
        53,
        "found '{{difficulty}}', which the dataset does not have as a field"
    )]
    [TestCase(
        "system: You",
        "system: \"{{txt}} You\"\n    description: You",
        "system:",
        14,
        "found '{{txt}}', which the dataset does not have as a field"
    )]
    [TestCase(
        "prompting: { few_shot: 0,",
        "prompting: { few_shot: 0, prompt: \"{{txt}}\",",
        "prompting:",
        40,
        "found '{{txt}}', which the dataset does not have as a field"
    )]
    [TestCase(
        "id: id",
        "id: ids",
        "id:",
        11,
        "'ids', which is no column of the data; expected company, difficulty, id, label, split or text; did you mean 'id'?"
    )]
    [TestCase(
        "fields: [text, company]",
        "fields: [text, compny]",
        "fields:",
        22,
        "'compny', which is no column of the data"
    )]
    [TestCase("target: label", "target: lable", "target:", 15, "'lable', which is no column of the data")]
    [TestCase("cluster: company", "cluster: firm", "cluster:", 16, "'firm', which is no column of the data")]
    [TestCase("slices: [difficulty]", "slices: [difficulty, x]", "slices:", 28, "'x', which is no column of the data")]
    [TestCase(
        "where: { split: test }",
        "where: { splt: test }",
        "where:",
        16,
        "'splt', which is no column of the data"
    )]
    [TestCase(
        "where: { split: train }",
        "where: { splt: train }",
        "few_shot:",
        52,
        "'splt', which is no column of the data"
    )]
    [TestCase("balance: label", "balance: lable", "few_shot: {", 87, "'lable', which is no column of the data")]
    public void A_field_or_column_that_the_data_lack_is_told_at_its_place(
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

    [Test]
    public void Without_fields_a_prompt_may_show_all_columns_but_the_target()
    {
        string text = SuiteText.With("      fields: [text, company]\n", "");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(folder.Faults(text), Is.Empty);
            Assert.That(
                folder.Faults(text.Replace("{{text}}", "{{label}}", StringComparison.Ordinal)),
                Has.Length.EqualTo(1)
            );
        }
    }

    [Test]
    public void A_prompt_without_a_field_is_warned_of() =>
        Assert.That(
            folder.Warnings(
                "suite: s\nmodels: { m: { provider: rules, rules: data/lexicon.yaml } }\ntasks:\n  - { task: t, dataset: { file: data/headlines.csv, fields: text }, prompt: Hello, answer: text, metrics: accuracy }\n"
            ),
            Is.EqualTo(
                new[]
                {
                    "suite.yaml:4:77: warning: a prompt without a field asks the same of every sample. Its only field is 'text'.",
                }
            )
        );
}
