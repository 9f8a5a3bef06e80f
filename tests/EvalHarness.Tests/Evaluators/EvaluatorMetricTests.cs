using EvalHarness.Conclusions;
using EvalHarness.Core;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using NUnit.Framework;

namespace EvalHarness.Tests.Evaluators;

/// <summary>Evaluators of a team's own as metrics of a suite.</summary>
public sealed class EvaluatorMetricTests
{
    private const string Depth = "{ evaluator: { type: team, metric: Depth } }";

    private static NumericMetric Number(EvaluatorCall call) => new("Depth", call.Number);

    [Test]
    public async Task A_number_is_averaged_and_told_without_per_cent()
    {
        var setup = new EvaluatorSetup(("team", ScriptedEvaluator.Of(Number, "Depth"))).Write(Depth);

        var run = await setup.RunAsync();

        var metric = run.Comparison.Tasks[0].Headline;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(metric.Metric, Is.EqualTo("Depth"));
            Assert.That(metric.IsShare, Is.False);
            Assert.That(EvaluatorSetup.Row(run).Estimate.Value, Is.EqualTo(10.5).Within(1e-12));
            Assert.That(EvaluatorSetup.Row(run).Estimate.N, Is.EqualTo(EvaluatorSetup.Samples));
            Assert.That(run.Notes, Is.Empty);
        }
    }

    [Test]
    public async Task A_boolean_is_a_share_of_right_and_wrong()
    {
        var setup = new EvaluatorSetup(
            ("team", ScriptedEvaluator.Of(call => new BooleanMetric("Kind", call.Number > 5), "Kind"))
        ).Write("{ evaluator: { type: team, metric: Kind } }");

        var run = await setup.RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Comparison.Tasks[0].Headline.IsShare, Is.True);
            Assert.That(EvaluatorSetup.Row(run).Estimate.Value, Is.EqualTo(0.75));
            Assert.That(EvaluatorSetup.Row(run).Estimate.Method, Is.EqualTo("Wilson score interval"));
        }
    }

    [Test]
    public async Task A_word_is_worth_what_the_suite_says_and_kept()
    {
        var tone = ScriptedEvaluator.Of(call => new StringMetric("Tone", call.Number > 5 ? "good" : "bad"), "Tone");
        var setup = new EvaluatorSetup(("team", tone)).Write(
            "{ evaluator: { type: team, metric: Tone, scores: { good: 1, bad: 0 } } }"
        );

        var run = await setup.RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(EvaluatorSetup.Row(run).Estimate.Value, Is.EqualTo(0.75));
            Assert.That((string?)(await EvaluatorSetup.LinesAsync(run, "s1"))![0]!["word"], Is.EqualTo("bad"));
        }
    }

    [Test]
    public void A_word_without_scores_is_a_fault_that_says_how_to_map_it()
    {
        var tone = ScriptedEvaluator.Of(_ => new StringMetric("Tone", "good"), "Tone");
        var setup = new EvaluatorSetup(("team", tone)).Write("{ evaluator: { type: team, metric: Tone } }");

        Assert.That(
            setup.RunAsync,
            Throws
                .TypeOf<DocumentException>()
                .With.Message.EqualTo(
                    $"{setup.SuiteFile}: the metric 'Tone' of the evaluator 'team', which is a text and no number; "
                        + "expected what its words are worth, as in scores: { good: 1, bad: 0 }"
                )
        );
    }

    [Test]
    public async Task A_word_that_the_suite_does_not_measure_is_kept_beside_the_number_of_the_same_evaluator()
    {
        var both = new ScriptedEvaluator(
            call => ValueTask.FromResult(new EvaluationResult(Number(call), new StringMetric("Tone", "good"))),
            "Depth",
            "Tone"
        );
        var setup = new EvaluatorSetup(("team", both)).Write(Depth);

        var lines = await EvaluatorSetup.LinesAsync(await setup.RunAsync(), "s3");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines!.Select(line => (string?)line!["name"]), Is.EqualTo(new[] { "Depth", "team/Tone" }));
            Assert.That((string?)lines![1]!["word"], Is.EqualTo("good"));
        }
    }

    [Test]
    public async Task It_is_given_the_prompt_the_response_and_the_sample_and_no_model_to_ask()
    {
        EvaluatorCall? seen = null;
        var setup = new EvaluatorSetup(
            (
                "team",
                ScriptedEvaluator.Of(
                    call =>
                    {
                        seen = call.Number == 7 ? call : seen;
                        return Number(call);
                    },
                    "Depth"
                )
            )
        ).Write(Depth);

        await setup.RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                seen!.Messages.Select(message => (message.Role, message.Text)),
                Is.EqualTo(new[] { (ChatRole.System, "Be kind."), (ChatRole.User, "question 7") })
            );
            Assert.That(seen.Response.Text, Is.EqualTo("fine"));
            Assert.That(seen.Response.Messages.Single().Role, Is.EqualTo(ChatRole.Assistant));
            Assert.That(seen.Response.ModelId, Is.EqualTo("ours"));
            Assert.That(seen.Response.Usage!.InputTokenCount, Is.EqualTo(10));
            Assert.That(seen.Configuration, Is.Null);
            Assert.That(seen.Sample.Targets, Is.EqualTo(new[] { "fine 7" }));
            Assert.That(seen.Sample.Fields["text"], Is.EqualTo("question 7"));
        }
    }

    [Test]
    public async Task Interpretation_reason_diagnostics_and_context_are_kept_in_the_scores()
    {
        var setup = new EvaluatorSetup(
            (
                "team",
                ScriptedEvaluator.Of(
                    call =>
                    {
                        var metric = new NumericMetric("Depth", call.Number, "shallow")
                        {
                            Interpretation = new(EvaluationRating.Poor, failed: true, "below 3"),
                        };
                        metric.AddDiagnostics(EvaluationDiagnostic.Warning("short"));
                        metric.AddOrUpdateContext(call.Sample);
                        return metric;
                    },
                    "Depth"
                )
            )
        ).Write(Depth);

        var run = await setup.RunAsync();

        var line = (await EvaluatorSetup.LinesAsync(run, "s2"))![0]!;
        var finding = run.Scores.Tasks[0].Cells[0].Evaluations[1].Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                line.ToJsonString(),
                Is.EqualTo(
                    """{"name":"Depth","value":2,"rating":"poor","is_failed":true,"reason":"shallow","interpretation":"below 3","diagnostics":["warning: short"],"context":["Sample"]}"""
                )
            );
            Assert.That((finding.Rating, finding.IsFailed), Is.EqualTo(("poor", true)));
            Assert.That(EvaluatorSetup.Row(run).Estimate.Value, Is.EqualTo(10.5).Within(1e-12));
        }
    }

    [Test]
    public async Task One_evaluator_is_asked_once_for_all_its_metrics()
    {
        var both = new ScriptedEvaluator(
            call => ValueTask.FromResult(new EvaluationResult(Number(call), new BooleanMetric("Kind", true))),
            "Depth",
            "Kind"
        );
        var setup = new EvaluatorSetup(("team", both)).Write(
            Depth + ", { evaluator: { type: team, metric: Kind } }, exact_match"
        );

        var run = await setup.RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(both.Calls, Is.EqualTo(EvaluatorSetup.Samples));
            Assert.That(
                run.Comparison.Tasks[0].Metrics.Select(metric => metric.Metric),
                Is.EqualTo(new[] { "Depth", "Kind", "exact_match" })
            );
        }
    }

    [Test]
    public async Task A_metric_that_the_evaluator_returns_undeclared_counts_and_one_declared_by_two_is_told_apart_by_name()
    {
        var setup = new EvaluatorSetup(
            ("team", ScriptedEvaluator.Of(Number)),
            ("other", ScriptedEvaluator.Of(_ => new NumericMetric("Depth", 1), "Depth"))
        ).Write(
            Depth + ", { evaluator: { type: other, metric: Depth, name: other/Depth } }",
            "gates: [{ model: ours, metric: talk/other/Depth, at_least: 0 }]"
        );

        var run = await setup.RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(EvaluatorSetup.Row(run, 0).Estimate.Value, Is.EqualTo(10.5).Within(1e-12));
            Assert.That(EvaluatorSetup.Row(run, 1).Estimate.Value, Is.EqualTo(1));
            Assert.That(run.Gates.Single().Estimate?.Value, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Scoring_again_gives_the_same_bytes_whatever_comes_first()
    {
        var setup = new EvaluatorSetup(
            (
                "team",
                new ScriptedEvaluator(async call =>
                {
                    await Task.Yield();
                    return call.Number % 3 == 0
                        ? throw new InvalidOperationException()
                        : new EvaluationResult(
                            new NumericMetric("Depth", 1.0 / call.Number),
                            new BooleanMetric("Kind", true)
                        );
                })
            )
        ).Write(Depth);
        var run = await setup.RunAsync();
        string first = await File.ReadAllTextAsync(run.Folder.ScoresFile);

        await Evaluation.OpenAsync(run.Folder.Path, setup.Options with { Rescore = true });

        Assert.That(await File.ReadAllTextAsync(run.Folder.ScoresFile), Is.EqualTo(first));
    }
}
