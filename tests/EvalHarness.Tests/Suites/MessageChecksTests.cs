using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

public sealed class MessageChecksTests
{
    private readonly SuiteFolder folder = new();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [TestCase("prompt: \"{{text}}\"")]
    [TestCase("messages: [{ system: Be short. }, { user: \"{{text}}\" }]")]
    [TestCase("messages: [{ user: a }, { assistant: b }, { history: company }, { user: \"{{text}}\" }]")]
    public void A_prompt_is_one_text_or_a_list_of_messages(string prompt) =>
        Assert.That(folder.Faults(Suite(prompt)), Is.Empty);

    [TestCase(
        "description: none",
        "suite.yaml:5:5: no 'prompt' for task 't'; expected 'prompt:' with the question, or 'messages:'"
    )]
    [TestCase(
        "messages: [{ user: \"{{text}}\" }], prompt: b",
        "suite.yaml:8:49: 'prompt' beside 'messages', which are the whole prompt; expected one of the two"
    )]
    [TestCase(
        "messages: [{ user: \"{{text}}\" }, { assistant: b }]",
        "suite.yaml:8:40: messages that end with no question; expected 'user:' as the last of them"
    )]
    [TestCase(
        "messages: [{ user: a, assistant: b }, { user: \"{{text}}\" }]",
        "suite.yaml:8:18: a message of several turns; expected one of system, user, assistant and history"
    )]
    [TestCase(
        "messages: [{ history: compny }, { user: \"{{text}}\" }]",
        "suite.yaml:8:29: 'compny', which the dataset does not have as a field; expected one of text, company; did you mean 'company'?"
    )]
    [TestCase(
        "history: own, prompt: \"{{text}}\"",
        "suite.yaml:8:16: 'history' of a dataset without conversations; expected 'conversation:' with the column that names them, in 'dataset'"
    )]
    public void What_cannot_be_asked_is_a_fault_at_its_place(string prompt, string fault) =>
        Assert.That(folder.Faults(Suite(prompt)), Is.EqualTo([fault]));

    [Test]
    public void A_models_own_answers_are_refused_where_some_turns_are_drawn_or_go_by_the_batch()
    {
        string text = Suite("history: own, prompt: \"{{text}}\"", ", conversation: company, sample: 1")
            .Replace(
                "provider: random",
                "provider: openai-compatible, endpoint: http://h, model: m, batch: true",
                StringComparison.Ordinal
            );

        Assert.That(
            folder.Faults(text),
            Is.EqualTo([
                "suite.yaml:8:16: the model's own answers to turns of which some are drawn; expected 'limit', or no 'sample'",
                "suite.yaml:8:16: the model's own answers, of which model 'one' gives all at once, by the batch; expected 'history: gold', or models that are asked one by one",
            ])
        );
    }

    private static string Suite(string prompt, string dataset = "") =>
        $$$"""
            suite: s
            models:
              one: { provider: random }
            tasks:
              - {
                  task: t,
                  dataset: { file: data/headlines.csv, fields: [text, company], target: label{{{dataset}}} },
                  {{{prompt}}},
                  answer: { choice: [positive, neutral, negative] },
                  metrics: [accuracy],
                }
            """;
}
