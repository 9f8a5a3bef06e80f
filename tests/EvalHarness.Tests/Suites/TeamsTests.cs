using NUnit.Framework;

namespace EvalHarness.Tests.Suites;

public sealed class TeamsTests
{
    private readonly SuiteFolder folder = new();

    [TearDown]
    public void DeleteFolder() => folder.Dispose();

    [Test]
    public void A_member_that_is_not_declared_is_named_with_the_nearest() =>
        Assert.That(
            folder.Faults(Suite("first: chanse, then: rules")),
            Is.EqualTo([
                "suite.yaml:5:37: unknown model 'chanse'; expected chance, rules or team; did you mean 'chance'?",
            ])
        );

    [Test]
    public void A_team_must_not_answer_through_itself() =>
        Assert.That(
            folder.Faults(Suite("first: chance, then: team")).Single(),
            Does.Contain("model 'team' answers through itself")
        );

    [Test]
    public void A_route_to_a_model_that_is_not_declared_stands_where_it_is_written() =>
        Assert.That(
            folder
                .Faults(
                    Suite("")
                        .Replace(
                            "{ provider: cascade, , accept_when: { confidence: { at_least: 0.8 } } }",
                            "{ provider: router, slice: text, to: { easy: rulez }, otherwise: chance }",
                            StringComparison.Ordinal
                        )
                )
                .Single(),
            Does.StartWith("suite.yaml:5:").And.Contain("unknown model 'rulez'").And.Contain("did you mean 'rules'?")
        );

    [TestCase(
        "slice: txt, to: { easy: rules }",
        "suite.yaml:5:36: 'txt', which is neither a field nor a slice of task 't'; expected text; did you mean 'text'?"
    )]
    [TestCase(
        "confidence: rules, to: { shure: rules }",
        "suite.yaml:5:54: 'shure' to route by; expected sure or unsure; did you mean 'sure'?"
    )]
    [TestCase(
        "label: rules, to: { negatve: rules }",
        "suite.yaml:5:49: 'negatve' to route by; expected negative, neutral or positive; did you mean 'negative'?"
    )]
    [TestCase("by_task: true, to: { u: rules }", "suite.yaml:5:50: 'u' to route by; expected t; did you mean 't'?")]
    public void A_route_that_nothing_can_take_is_a_fault_at_its_place(string route, string fault) =>
        Assert.That(folder.Faults(Routed(route)), Is.EqualTo([fault]));

    [Test]
    public void A_model_for_teams_alone_must_be_in_one() =>
        Assert.That(
            folder
                .Faults(
                    Suite("first: team2, then: rules")
                        .Replace("random }", "random, only_in_teams: true }", StringComparison.Ordinal)
                        .Replace("  team:", "  team2: { provider: random }\n  team:", StringComparison.Ordinal)
                )
                .Single(),
            Does.StartWith("suite.yaml:3:")
                .And.EndsWith(
                    ": model 'chance', which no team asks; expected a cascade, a router or a judge that names it"
                )
        );

    [Test]
    public void A_cascade_must_go_on_to_another_model() =>
        Assert.That(
            folder.Faults(Suite("first: rules, then: rules")),
            Is.EqualTo(["suite.yaml:5:50: model 'rules' after itself; expected another model to go on to"])
        );

    [Test]
    public void A_model_for_teams_alone_cannot_be_compared() =>
        Assert.That(
            folder
                .Faults(
                    Suite("first: rules, then: chance")
                        .Replace("random }", "random, only_in_teams: true }", StringComparison.Ordinal)
                        + "compare: { baseline: chance }\n"
                )
                .Single(),
            Does.Contain("model 'chance', which only teams and judges ask; expected a model that is asked everything")
        );

    [Test]
    public void A_first_model_that_is_not_asked_for_probabilities_is_warned_of() =>
        Assert.That(
            folder
                .Read(
                    Suite("first: chance, then: rules")
                        .Replace(
                            "{ provider: random }",
                            "{ provider: openai-compatible, endpoint: 'http://127.0.0.1:9', model: m }",
                            StringComparison.Ordinal
                        )
                )
                .Warnings.Select(warning => warning.Message),
            Has.Some.StartsWith("model 'chance' is not asked for probabilities in task 't', so it is never sure there")
        );

    [Test]
    public void A_router_needs_exactly_one_way_to_route() =>
        Assert.That(
            folder.Faults(
                Suite("")
                    .Replace(
                        "{ provider: cascade, , accept_when: { confidence: { at_least: 0.8 } } }",
                        "{ provider: router, to: { easy: rules }, otherwise: chance }",
                        StringComparison.Ordinal
                    )
            ),
            Has.Some.Contains("one of slice:, label:, confidence: and by_task:")
        );

    [Test]
    public void A_team_whose_member_is_left_out_is_left_out_and_says_why()
    {
        var suite = folder.Read(
            Suite("first: chance, then: rules")
                .Replace("{ provider: random }", "{ provider: random, when: '${NOT_SET}' }", StringComparison.Ordinal)
        );

        Assert.That(
            suite.Skipped.Select(model => (model.Name, model.Reason)),
            Is.EqualTo([("chance", "NOT_SET is not set"), ("team", "model 'chance' is skipped")])
        );
    }

    [Test]
    public void A_team_of_local_models_is_local()
    {
        var suite = folder.Read(Suite("first: chance, then: rules"));

        Assert.That(suite.Models.Single(model => model.Name == "team").Provider.IsLocal);
    }

    [Test]
    public void Train_sizes_make_a_model_each_that_others_may_name()
    {
        var suite = folder.Read(
            Suite("first: learned@1, then: learned")
                .Replace(
                    "  team:",
                    "  learned: { provider: text-classifier, train: { file: data/headlines.csv, label: label, input: text }, train_sizes: [1, 2] }\n  team:",
                    StringComparison.Ordinal
                )
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                suite.Models.Select(model => model.Name),
                Is.EqualTo(["chance", "rules", "learned", "learned@1", "learned@2", "team"])
            );
            Assert.That(
                suite.Models.Select(model => model.LearningCurve).OfType<EvalHarness.Core.CurvePoint>(),
                Is.EqualTo([new EvalHarness.Core.CurvePoint("learned", 1), new("learned", 2)])
            );
        }
    }

    private static string Routed(string route) =>
        Suite("")
            .Replace(
                "{ provider: cascade, , accept_when: { confidence: { at_least: 0.8 } } }",
                $"{{ provider: router, {route}, otherwise: chance }}",
                StringComparison.Ordinal
            );

    private static string Suite(string members) =>
        $$"""
            suite: s
            models:
              chance: { provider: random }
              rules: { provider: rules, rules: data/lexicon.yaml }
              team: { provider: cascade, {{members}}, accept_when: { confidence: { at_least: 0.8 } } }
            tasks:
              - { task: t, dataset: { file: data/headlines.csv, id: id, fields: [text], target: label }, prompt: "{% raw %}", answer: { choice: [positive, neutral, negative] }, metrics: accuracy }

            """.Replace("{% raw %}", "{{text}}", StringComparison.Ordinal);
}
