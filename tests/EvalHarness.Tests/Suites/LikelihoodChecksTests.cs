using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

public sealed class LikelihoodChecksTests
{
    private const string Chat = "provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m";

    private readonly SuiteFolder folder = new();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [TestCase(Chat, "none")]
    [TestCase(Chat + ", likelihood: completions", "unconditional")]
    [TestCase("provider: random", "bytes")]
    [TestCase("provider: replay, answers: recorded/lora.jsonl", "tokens")]
    public void Models_that_can_tell_what_is_asked_are_no_fault(string model, string normalise) =>
        Assert.That(folder.Faults(Suite(model, normalise)), Is.Empty);

    [TestCase(
        "provider: anthropic, model: m, api_key: \"${OPENAI_API_KEY}\"",
        "none",
        "suite.yaml:9:13: likelihoods, of which the provider of model 'one' tells nothing; expected models of openai-compatible, openai or llama, or an answer that is written"
    )]
    [TestCase(
        Chat,
        "characters",
        "suite.yaml:9:13: likelihoods of whole options, where model 'one' tells that of the first token; expected 'normalise: none', or a server that repeats prompts with 'likelihood: completions'"
    )]
    [TestCase(
        Chat + ", batch: true",
        "none",
        "suite.yaml:3:86: 'batch' for model 'one', of which task 't' asks likelihoods; expected a model without 'batch'"
    )]
    public void A_suite_that_asks_more_than_a_backend_can_tell_is_refused(
        string model,
        string normalise,
        string fault
    ) => Assert.That(folder.Faults(Suite(model, normalise)), Is.EqualTo([fault]));

    [Test]
    public void The_options_alone_may_be_written() =>
        Assert.That(folder.Faults(With("[positive, neutral, negative]")), Is.Empty);

    [Test]
    public void A_word_that_is_no_normalisation_is_told_with_what_may_be_meant() =>
        Assert.That(
            folder.Faults(With("{ options: [positive, neutral], normalise: charactres }")).Single(),
            Does.Contain("did you mean 'characters'?")
        );

    private static string With(string answer) =>
        Suite(Chat, "none")
            .Replace("{ options: [positive, neutral, negative], normalise: none }", answer, StringComparison.Ordinal);

    private static string Suite(string model, string normalise) =>
        $$$"""
            suite: s
            models:
              one: { {{{model}}} }
              two: { provider: random }
            tasks:
              - task: t
                dataset: { file: data/headlines.csv, fields: [text], target: label }
                prompt: "{{text}}"
                answer: { likelihood: { options: [positive, neutral, negative], normalise: {{{normalise}}} } }
                metrics: [accuracy]
            """;
}
