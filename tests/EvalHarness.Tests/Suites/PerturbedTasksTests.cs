using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

public sealed class PerturbedTasksTests
{
    private readonly SuiteFolder folder = new();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [Test]
    public void Each_change_is_a_task_of_its_own_beside_the_one_declared()
    {
        var suite = folder.Read(Suite("perturb: [typos, { typos: 0.3 }, case, { case: title }, whitespace]"));

        Assert.That(
            suite.Tasks.Select(task => task.Name),
            Is.EqualTo(["t", "t@typos", "t@typos_0.3", "t@case", "t@case_title", "t@whitespace"])
        );
    }

    [Test]
    public void Copies_of_a_task_of_several_prompts_are_those_of_each()
    {
        var suite = folder.Read(
            Suite("perturb: typos")
                .Replace(
                    "prompt: \"{{text}}\"",
                    "prompts: { a: \"{{text}}\", b: \"Say: {{text}}\" }",
                    StringComparison.Ordinal
                )
        );

        Assert.That(suite.Tasks.Select(task => task.Name), Is.EqualTo(["t@a", "t@a@typos", "t@b", "t@b@typos"]));
    }

    [TestCase("perturb: [typos, case, typos]", "suite.yaml:9:28: the change 'typos' twice; expected each once")]
    [TestCase(
        "perturb: [typoes]",
        "suite.yaml:9:15: unknown perturb 'typoes'; expected case, option_order, paraphrase, typos or whitespace; did you mean 'typos'?"
    )]
    [TestCase(
        "perturb: { typos: 1.5 }",
        "suite.yaml:9:23: '1.5' for 'typos'; expected a number greater than 0 and at most 1"
    )]
    [TestCase("perturb: { case: shouted }", "suite.yaml:9:22: 'shouted' for 'case'; expected lower, title or upper")]
    public void What_is_wrong_is_told_where_it_stands(string perturb, string fault) =>
        Assert.That(folder.Faults(Suite(perturb)), Is.EqualTo([fault]));

    [Test]
    public void Entities_are_found_by_words_that_stay() =>
        Assert.That(
            folder.Faults(
                Suite("perturb: typos")
                    .Replace(
                        "answer: { choice: [positive, neutral, negative] }",
                        "answer: { entities: { types: { ORG: [company] }, tokens: text } }",
                        StringComparison.Ordinal
                    )
                    .Replace("accuracy", "entity_f1", StringComparison.Ordinal)
            ),
            Has.Some.StartsWith("suite.yaml:9:14: 'perturb' of a task with entities")
        );

    /// <summary>As it stands in suites/README.md, under "Changed copies and worst groups".</summary>
    private const string Shown = """
        tasks:
          - task: tone
            dataset: { file: data/tickets.csv, id: id, fields: [text], target: tone }
            prompt: "{{text}} Angry, calm or glad?"
            answer: { choice: [angry, calm, glad] }
            metrics: accuracy
            perturb: [typos, { case: upper }, whitespace]
        gates:
          - { model: ours, metric: tone@typos/accuracy, at_least: 0.75 }
        """;

    [Test]
    public void The_example_of_the_page_is_a_suite()
    {
        folder.Write("data/tickets.csv", "id,text,tone\n1,Late again!,angry\n");

        Assert.That(
            folder.Read("suite: s\nmodels:\n  ours: { provider: random }\n" + Shown).Tasks.Select(task => task.Name),
            Is.EqualTo(["tone", "tone@typos", "tone@case_upper", "tone@whitespace"])
        );
    }

    private static string Suite(string perturb) =>
        $$"""
            suite: s
            models:
              rules: { provider: rules, rules: data/lexicon.yaml }
            tasks:
              - task: t
                dataset:
                  file: data/headlines.csv
                  target: label
                {{perturb}}
                prompt: "{{"{{text}}"}}"
                answer: { choice: [positive, neutral, negative] }
                metrics: [accuracy]
            """;
}
