using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

public sealed class HttpChecksTests
{
    private readonly SuiteFolder folder = new();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [TestCase("{ q: \"{{prompt}}\", max: \"{{max_tokens}}\" }")]
    [TestCase("{ q: \"{{text}} of {{company}}\", n: [1, \"{{max_tokens}}\"] }")]
    [TestCase("\"{{messages}} {{max_tokens}}\"")]
    public void A_body_whose_places_can_be_filled_in_is_no_fault(string body) =>
        Assert.That(folder.Faults(Suite(body)), Is.Empty);

    [Test]
    public void An_unknown_place_is_a_fault_where_it_stands_before_anything_is_asked() =>
        Assert.That(
            folder.Faults(Suite("{ q: \"{{promt}}\", n: \"{{max_tokens}}\", m: [\"say {{txt}}\"] }")),
            Is.EqualTo([
                "suite.yaml:6:17: found '{{promt}}', which the dataset does not have as a field; expected one of prompt, system,"
                    + " messages, id, logprobs, max_tokens, reasoning_effort, response_format, seed, stop, temperature, top_k,"
                    + " top_p, text, company; did you mean 'prompt'?",
                "suite.yaml:6:59: found '{{txt}}', which the dataset does not have as a field; expected one of prompt, system,"
                    + " messages, id, logprobs, max_tokens, reasoning_effort, response_format, seed, stop, temperature, top_k,"
                    + " top_p, text, company; did you mean 'text'?",
            ])
        );

    [Test]
    public void The_target_has_no_place() =>
        Assert.That(
            folder.Faults(Suite("{ q: \"{{text}} {{label}} {{max_tokens}}\" }")).Single(),
            Does.StartWith("suite.yaml:6:26: found '{{label}}', which the dataset does not have as a field")
        );

    [TestCase("{ q: \"{{text\", n: \"{{prompt}} {{max_tokens}}\" }", "6:17: found '{{' without '}}'")]
    [TestCase("{ q: yes, n: \"{{max_tokens}}\" }", "6:11: a body of model 'one' that shows nothing of the question")]
    [TestCase(
        "{ \"{{text}}\": 1, n: \"{{prompt}} {{max_tokens}}\" }",
        "6:13: a place in a key; expected places in values alone"
    )]
    public void A_body_that_could_not_be_sent_is_a_fault(string body, string fault) =>
        Assert.That(folder.Faults(Suite(body)), Has.Some.Contains("suite.yaml:" + fault));

    [TestCase(
        "text: choices[0].text",
        "7:11: 'choices[0].text' for 'text'; expected names and numbers with dots between"
    )]
    [TestCase("text: out\n    error: a..b", "8:12: 'a..b' for 'error'")]
    [TestCase("text: out\n    usage: { input: $.tokens }", "8:21: '$.tokens' for 'input'")]
    [TestCase("text: out\n    method: GET", "8:13: 'GET' for 'method'; expected PATCH, POST or PUT")]
    [TestCase("text: out\n    method: PUTT", "did you mean 'PUT'?")]
    public void A_path_or_method_that_is_none_is_a_fault_where_it_stands(string keys, string fault) =>
        Assert.That(folder.Faults(Suite("{ q: \"{{text}} {{max_tokens}}\" }", keys)).Single(), Does.Contain(fault));

    [Test]
    public void A_setting_without_a_place_is_a_fault() =>
        Assert.That(
            folder.Faults(Suite("{ q: \"{{text}}\" }")).Single(),
            Does.Contain(
                "'max_tokens' for model 'one', which would not be sent: its 'body' has no place {{max_tokens}}"
            )
        );

    private static string Suite(string body, string keys = "text: out") =>
        $$$"""
            suite: s
            models:
              one:
                provider: http
                url: http://h/predict
                body: {{{body}}}
                {{{keys}}}
                headers: { X-Api-Key: "${OPENAI_API_KEY}" }
              two: { provider: random }
            tasks:
              - task: t
                dataset: { file: data/headlines.csv, fields: [text, company], target: label }
                prompt: "{{text}}"
                answer: { choice: [positive, neutral, negative] }
                metrics: [accuracy]
                generation: { max_tokens: 8 }
            """;
}
