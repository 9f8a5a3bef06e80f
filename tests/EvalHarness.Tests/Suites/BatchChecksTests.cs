using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

public sealed class BatchChecksTests
{
    private const string Served =
        "{ provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m, batch: true }";

    private readonly SuiteFolder folder = new();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [TestCase("true")]
    [TestCase("{ size: 5000 }")]
    [TestCase("{ enabled: true, size: 1 }")]
    public void A_model_of_a_provider_with_a_batch_service_may_be_asked_by_the_batch(string batch) =>
        Assert.That(folder.Faults(Suite(Served.Replace("true }", batch + " }", StringComparison.Ordinal))), Is.Empty);

    [TestCase(
        "{ provider: random, batch: true }",
        "suite.yaml:3:35: 'batch' for model 'one', whose provider has no batch service; expected a provider with one, such as openai, anthropic or openai-compatible"
    )]
    [TestCase(
        "{ provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m, batch: true, stream: true }",
        "suite.yaml:3:86: 'batch' and 'stream' for model 'one': the answers of a batch come whole; expected one of the two"
    )]
    [TestCase(
        "{ provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m, batch: { size: 0 } }",
        "suite.yaml:3:94: '0' for 'size'; expected a whole number at least 1 and at most 100000"
    )]
    public void What_cannot_be_asked_by_the_batch_is_a_fault_at_its_place(string model, string fault) =>
        Assert.That(folder.Faults(Suite(model)), Is.EqualTo([fault]));

    [Test]
    public void A_team_does_not_wait_a_day_for_an_answer() =>
        Assert.That(
            folder.Faults(
                Suite(
                    Served,
                    "  team: { provider: cascade, first: one, then: two, accept_when: { confidence: { at_least: 0.8 } } }"
                )
            ),
            Is.EqualTo([
                "suite.yaml:3:86: 'batch' for model 'one', whose answers 'team' waits for one by one; expected a model that no cascade or router asks",
            ])
        );

    private static string Suite(string model, string more = "") =>
        $$$"""
            suite: s
            models:
              one: {{{model}}}
              two: { provider: random }
            {{{more}}}
            tasks:
              - task: t
                dataset: { file: data/headlines.csv, fields: [text], target: label }
                prompt: "{{text}}"
                answer: { choice: [positive, neutral, negative] }
                metrics: [accuracy]
            """;
}
