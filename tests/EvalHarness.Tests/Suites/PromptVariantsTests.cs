using EvalHarness.Core;
using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

/// <summary>A task of several prompts as it is read: what tasks it becomes, and where its faults are told.</summary>
public sealed class PromptVariantsTests
{
    private readonly SuiteFolder folder = new();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [Test]
    public void A_task_of_several_prompts_is_a_task_a_prompt_with_what_differs()
    {
        var suite = folder.Read(
            Suite(
                "{ bare: \"{{text}}\", own: { system: Be short., prompt: \"Good? {{text}}\", few_shot: 1, answer: text }, chat: { messages: [{ assistant: Ask. }, { user: \"{{text}}!\" }] } }",
                "system: You label news.\n    answer: { choice: [positive, negative] }"
            )
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(suite.Tasks.Select(task => task.Name), Is.EqualTo(["t@bare", "t@own", "t@chat"]));
            Assert.That(
                suite.Tasks.Select(task => task.Variant),
                Is.EqualTo([new TaskVariant("t", "bare"), new TaskVariant("t", "own"), new TaskVariant("t", "chat")])
            );
            Assert.That(
                suite.Tasks.Select(task => task.Prompt),
                Is.EqualTo(["{{text}}", "Good? {{text}}", "{{text}}!"])
            );
            Assert.That(
                suite.Tasks.Select(task => task.System),
                Is.EqualTo(["You label news.", "Be short.", null]),
                "messages are the whole prompt"
            );
            Assert.That(suite.Tasks.Select(task => task.FewShot?.Count), Is.EqualTo(new int?[] { null, 1, null }));
            Assert.That(suite.Tasks.Select(task => task.Answer.Labels.Length), Is.EqualTo(new[] { 2, 0, 2 }));
            Assert.That(suite.Tasks.Select(task => task.Dataset).Distinct().Count(), Is.EqualTo(1), "one data set");
        }
    }

    /// <summary>As it stands in suites/README.md, under "Several prompts".</summary>
    private const string Shown = """
        tasks:
          - task: sentiment
            dataset: { file: data/headlines.csv, where: { split: test }, id: id, fields: [text], target: label }
            answer: { choice: [positive, neutral, negative] }
            metrics: accuracy
            prompts:
              bare: "{{text}} Positive, neutral or negative?"
              shown: { prompt: "Is this good news? {{text}}", few_shot: { count: 1, file: data/headlines.csv, where: { split: train } } }
              bloomberg: { bloomberggpt: sentiment }
              fingpt: { prompt: { fingpt: sentiment }, system: You label finance headlines. }
        gates:
          - { model: tuned, metric: sentiment@bare/accuracy, at_least: 0.4 }
        """;

    [Test]
    public void The_example_of_the_page_is_a_suite() =>
        Assert.That(
            folder
                .Read(
                    "suite: s\nmodels:\n  chance: { provider: random }\n  tuned: { provider: random, seed: 2 }\n"
                        + Shown
                )
                .Tasks.Select(task => task.Name),
            Is.EqualTo(["sentiment@bare", "sentiment@shown", "sentiment@bloomberg", "sentiment@fingpt"])
        );

    [Test]
    public void A_task_of_one_prompt_is_no_variant() =>
        Assert.That(folder.Read(SuiteText.Valid).Tasks.Select(task => task.Variant), Is.All.Null);

    [Test]
    public void Gates_and_comparisons_name_a_prompt_of_the_task() =>
        Assert.That(
            folder.Faults(
                Suite("{ a: \"{{text}}\", b: \"{{text}}!\" }")
                    + "compare: { on: [t@a/accuracy, t@b/accuracy] }\n"
                    + "gates: [{ model: chance, metric: t@b/accuracy, at_least: 0.1 }]\n"
            ),
            Is.Empty
        );

    [Test]
    public void A_gate_that_names_the_task_alone_is_told_which_there_are() =>
        Assert.That(
            folder.Faults(
                Suite("{ a: \"{{text}}\", b: \"{{text}}!\" }")
                    + "gates: [{ model: chance, metric: t/accuracy, at_least: 0.1 }, { model: chance, metric: t@c/accuracy, at_least: 0.1 }]\n"
            ),
            Is.EqualTo([
                "suite.yaml:11:34: task 't', which is asked with several prompts; expected t@a/accuracy or t@b/accuracy",
                "suite.yaml:11:88: unknown task 't@c'; expected t@a or t@b; did you mean 't@a'?",
            ])
        );

    [TestCase(
        "{ a: \"{{text}\" }",
        "suite.yaml:8:20: found '{{' without '}}'; expected {{field}}, or \\{{ for two braces"
    )]
    [TestCase("{ a: \"{{texd}}\" }", "suite.yaml:8:20: found '{{texd}}', which the dataset does not have as a field")]
    [TestCase("{ \"a b\": \"{{text}}\" }", "suite.yaml:8:16: the name 't@a b'; expected letters, digits")]
    [TestCase(
        "{ a: \"{{text}}\", A: \"{{text}}\" }",
        "suite.yaml:8:31: a second task 't@A'; expected a name of its own"
    )]
    [TestCase(
        "{ a: { system: Be short. } }",
        "suite.yaml:8:16: no 'prompt' for task 't@a'; expected 'prompt:' with the question"
    )]
    [TestCase(
        "{ a: { promt: \"{{text}}\" } }",
        "suite.yaml:8:21: unknown key 'promt'; expected answer, few_shot, messages, prompt or system; did you mean 'prompt'?"
    )]
    [TestCase("{}", "suite.yaml:8:14: no prompts; expected at least one, as in name: text")]
    [TestCase("[\"{{text}}\"]", "suite.yaml:8:14: a list for 'prompts'; expected a mapping")]
    public void What_is_wrong_with_a_prompt_is_told_where_it_stands(string prompts, string fault) =>
        Assert.That(
            folder.Faults(Suite(prompts)),
            Is.EqualTo([fault]).Using<string>((a, b) => a.StartsWith(b, StringComparison.Ordinal))
        );

    [TestCase("fingpt: sentiment", "fingpt: sentiment")]
    [TestCase("fingpt: { task: sentiment, text: company }", "fingpt of another field")]
    public void A_family_asks_and_answers_where_the_task_says_nothing(string family, string what)
    {
        var alone = folder.Read(
            Suite("{ a: { " + family + " }, b: { prompt: { pixiu: sentiment }, system: Be short. } }", "description: d")
        );
        var one = folder.Read(
            Suite("x", "description: d").Replace("prompts: x", "prompt: { " + family + " }", StringComparison.Ordinal)
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(alone.Tasks[0].Prompt, Does.StartWith("Instruction: What is the sentiment"), what);
            Assert.That(alone.Tasks[0].Answer.Parse("whatever").Value, Is.EqualTo("neutral"));
            Assert.That(alone.Tasks[1].Prompt, Does.StartWith("Analyze the sentiment"));
            Assert.That((alone.Tasks[1].System, alone.Tasks[1].Answer.Labels.Length), Is.EqualTo(("Be short.", 3)));
            Assert.That(one.Tasks[0].Prompt, Is.EqualTo(alone.Tasks[0].Prompt));
            Assert.That(one.Tasks[0].Answer.Labels, Is.EqualTo(alone.Tasks[0].Answer.Labels));
        }
    }

    [Test]
    public void An_answer_format_of_the_task_is_that_of_its_families_too() =>
        Assert.That(
            folder.Read(Suite("{ a: { fingpt: sentiment } }")).Tasks[0].Answer.Parse("whatever").Value,
            Is.EqualTo("whatever")
        );

    [TestCase(
        "{ a: { fingpr: sentiment } }",
        "suite.yaml:8:21: unknown prompt 'fingpr'; expected bloomberggpt, fingpt or pixiu; did you mean 'fingpt'?"
    )]
    [TestCase(
        "{ a: { prompt: { other: sentiment } } }",
        "suite.yaml:8:31: unknown prompt 'other'; expected bloomberggpt, fingpt or pixiu"
    )]
    [TestCase(
        "{ a: { bloomberggpt: entity } }",
        "suite.yaml:8:35: 'entity' for 'bloomberggpt'; expected entities, headline, question, sentiment or target_sentiment"
    )]
    [TestCase(
        "{ a: { fingpt: { task: sentiment, text: titel } } }",
        "suite.yaml:8:19: a prompt that shows 'titel', which the dataset does not have as a field; expected a setting that names one of text, company"
    )]
    public void What_is_wrong_with_a_family_is_told_with_those_that_there_are(string prompts, string fault) =>
        Assert.That(folder.Faults(Suite(prompts)), Is.EqualTo([fault]));

    [TestCase(
        "prompt: \"{{text}}\"",
        "suite.yaml:9:13: 'prompt' beside 'prompts', each of which is one; expected one of the two"
    )]
    public void One_prompt_beside_several_is_a_fault(string beside, string fault) =>
        Assert.That(folder.Faults(Suite("{ a: \"{{text}}\" }", beside + "\n    answer: text")), Is.EqualTo([fault]));

    [Test]
    public void A_prompt_without_an_answer_format_is_told_of() =>
        Assert.That(
            folder.Faults(Suite("{ a: { prompt: \"{{text}}\", answer: text }, b: \"{{text}}\" }", "description: d")),
            Is.EqualTo([
                "suite.yaml:8:57: no 'answer' for task 't@b'; expected 'answer:' with the format of the answers, such as { choice: [yes, no] }",
            ])
        );

    [Test]
    public void A_model_with_a_prompt_of_its_own_is_asked_alike_under_every_prompt_and_that_is_warned_of() =>
        Assert.That(
            folder.Warnings(
                Suite("{ a: \"{{text}}\", b: \"{{text}}!\" }")
                    .Replace(
                        "chance: { provider: random, labels: [positive, negative] }",
                        "chance: { provider: random, labels: [positive, negative], prompting: { prompt: \"{{text}}\" } }",
                        StringComparison.Ordinal
                    )
            ),
            Is.EqualTo([
                "suite.yaml:3:82: warning: a prompt of its own, which takes the place of that of every prompt of task 't'",
            ])
        );

    private static string Suite(string prompts, string more = "answer: text") =>
        "suite: s\nmodels:\n  chance: { provider: random, labels: [positive, negative] }\n  other: { provider: random, seed: 2, labels: [positive, negative] }\ntasks:\n  - task: t\n"
        + "    dataset: { file: data/headlines.csv, id: id, fields: [text, company], target: label }\n"
        + $"    prompts: {prompts}\n    {more}\n    metrics: accuracy\n";
}
