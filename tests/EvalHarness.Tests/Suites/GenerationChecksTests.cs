using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

public sealed class GenerationChecksTests
{
    private readonly SuiteFolder folder = new();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [TestCase("seed: 7", "seed", "the Messages interface has none")]
    [TestCase("logprobs: 2", "logprobs", "the Messages interface has none")]
    [TestCase(
        "response_format: json_object",
        "response_format",
        "the Messages interface takes a JSON Schema and no JSON without one"
    )]
    public void A_setting_that_would_not_reach_a_model_is_a_fault_before_anything_is_asked(
        string given,
        string key,
        string why
    ) =>
        Assert.That(
            folder.Faults(Suite(given)),
            Is.EqualTo([
                $"suite.yaml:11:{21 + key.Length}: '{key}' for model 'one', which would not be sent: {why}; "
                    + $"expected it left out for this model: 'prompting: {{ omit: [{key}] }}', or another 'generation' for the task",
            ])
        );

    [TestCase("temperature: 0.5, top_p: 0.9, top_k: 5, max_tokens: 9, stop: [x]")]
    [TestCase("extra: { service_tier: auto }")]
    [TestCase("response_format: { type: object }, reasoning_effort: low")]
    public void Settings_that_reach_a_model_are_no_fault(string given) =>
        Assert.That(folder.Faults(Suite(given)), Is.Empty);

    [Test]
    public void A_model_may_be_asked_without_a_setting_of_its_task() =>
        Assert.That(folder.Faults(Suite("seed: 7, logprobs: 2", ", prompting: { omit: [seed, logprobs] }")), Is.Empty);

    [Test]
    public void A_models_own_setting_that_would_not_reach_it_is_a_fault_where_it_stands() =>
        Assert.That(
            folder.Faults(Suite("temperature: 0", ", prompting: { generation: { seed: 1 } }")),
            Is.EqualTo([
                "suite.yaml:3:109: 'seed' for model 'one', which would not be sent: the Messages interface has none; expected it left out",
            ])
        );

    [Test]
    public void What_is_given_and_omitted_at_once_is_a_fault() =>
        Assert.That(
            folder.Faults(Suite("temperature: 0", ", prompting: { generation: { top_k: 1 }, omit: [top_k] }")),
            Is.EqualTo([
                "suite.yaml:3:122: 'top_k', which this model's own 'generation' gives; expected one of the two",
            ])
        );

    [Test]
    public void An_omitted_key_that_is_none_is_told_with_what_may_be_meant() =>
        Assert.That(
            folder.Faults(Suite("seed: 7", ", prompting: { omit: [sead] }")).First(),
            Does.Contain("did you mean 'seed'?")
        );

    private static string Suite(string generation, string more = "") =>
        $$$"""
            suite: s
            models:
              one: { provider: anthropic, model: claude, api_key: "${OPENAI_API_KEY}"{{{more}}} }
              two: { provider: random }
            tasks:
              - task: t
                dataset: { file: data/headlines.csv, fields: [text], target: label }
                prompt: "{{text}}"
                answer: { choice: [positive, neutral, negative] }
                metrics: [accuracy]
                generation: { {{{generation}}} }
            """;
}
