using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

public sealed class RepeatabilityChecksTests
{
    private const string Served = "provider: openai-compatible, endpoint: http://127.0.0.1:9, model: m";

    private readonly SuiteFolder folder = new();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [TestCase("repeatability: { samples: 10, times: 3 }")]
    [TestCase("repeatability: {}")]
    public void A_model_that_is_asked_may_be_asked_again(string again) =>
        Assert.That(folder.Faults(Suite($"{{ {Served}, {again} }}")), Is.Empty);

    [TestCase(
        "{ provider: replay, answers: [recorded/lora.jsonl], repeatability: { samples: 10 } }",
        "'repeatability' for model 'one', whose answers are read from a file, where each stands as it was once given; expected it at the model that gave them"
    )]
    [TestCase(
        "{ " + Served + ", batch: true, repeatability: { samples: 10 } }",
        "'repeatability' for model 'one', which is asked by the batch: what comes one by one beside it comes from elsewhere; expected one of 'repeatability' and 'batch'"
    )]
    [TestCase(
        "{ " + Served + ", repeatability: { times: 1 } }",
        "'1' for 'times'; expected a whole number at least 2 and at most 100"
    )]
    [TestCase(
        "{ " + Served + ", repeatability: { sample: 10 } }",
        "unknown key 'sample'; expected samples or times; did you mean 'samples'?"
    )]
    public void What_cannot_be_asked_again_is_a_fault_at_its_place(string model, string fault) =>
        Assert.That(folder.Faults(Suite(model)), Has.Some.StartsWith("suite.yaml:3:").And.EndsWith(fault));

    [Test]
    public void A_team_has_no_noise_of_its_own()
    {
        string[] faults =
        [
            .. folder.Faults(
                Suite(
                    $"{{ {Served} }}",
                    "  team: { provider: cascade, first: one, then: two, accept_when: { confidence: { at_least: 0.8 } }, repeatability: {} }"
                )
            ),
        ];
        Assert.That(
            faults.Single(),
            Does.EndWith(
                "'repeatability' for model 'team', which answers through other models, each of which is asked once for all teams; expected it at those models, asked everything themselves"
            )
        );
    }

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
