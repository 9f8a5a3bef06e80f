using System.Globalization;
using EvalHarness.Comparisons.Gates;
using EvalHarness.Tests.Conclusions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using NUnit.Framework;

namespace EvalHarness.Tests.Evaluators;

/// <summary>Evaluators and the model that they ask, both given in code.</summary>
public sealed class GivenJudgeTests
{
    private const string Metric =
        "{ evaluator: { type: rating, metric: Rating, low: 1, high: 5, judge: judge, allow_uncalibrated: true } }";

    private static EvaluatorSetup Setup(ScriptedClient judge, string metrics = Metric, string sections = "")
    {
        var setup = new EvaluatorSetup(("rating", Rating())).Write(metrics, sections);
        setup.Add("judge");
        setup.Options.Models["judge"] = judge;
        return setup;
    }

    private static ScriptedEvaluator Rating() =>
        new(
            async call =>
            {
                var said = await call.Configuration!.ChatClient.GetResponseAsync(
                    $"Rate answer {call.Number}: {call.Response.Text}",
                    null,
                    call.CancellationToken
                );
                double value = double.Parse(said.Text, CultureInfo.InvariantCulture);
                return new EvaluationResult(new NumericMetric("Rating", value, "the model said so"));
            },
            "Rating"
        );

    private static string Rate(string text) =>
        text.StartsWith("Rate answer", StringComparison.Ordinal) ? (text[13] % 2 == 0 ? "5" : "4") : "fine";

    [Test]
    public async Task A_client_given_in_code_rates_for_an_evaluator_given_in_code_and_is_asked_once()
    {
        var judge = new ScriptedClient(Rate, "j");
        var setup = Setup(judge, sections: "gates: [{ model: ours, metric: talk/Rating, at_least: 3 }]");

        var run = await setup.RunAsync();
        int asked = judge.Asked.Count(text => text.StartsWith("Rate", StringComparison.Ordinal));
        var again = await setup.RunAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Gates.Single().Verdict, Is.EqualTo(GateVerdict.Pass));
            Assert.That(
                asked,
                Is.EqualTo(EvaluatorSetup.Samples),
                "the judge's own answers are the same text to the same"
            );
            Assert.That(
                judge.Asked.Count(text => text.StartsWith("Rate", StringComparison.Ordinal)),
                Is.EqualTo(asked),
                "the second run has them from before"
            );
            Assert.That(again.Gates.Single().Verdict, Is.EqualTo(GateVerdict.Pass));
        }
    }

    [Test]
    public async Task A_client_that_is_no_use_to_the_evaluator_passes_no_gate_and_the_reason_says_why()
    {
        var setup = Setup(
            new ScriptedClient(text => text.StartsWith("Rate", StringComparison.Ordinal) ? "splendid" : "fine", "j"),
            sections: "gates: [{ model: ours, metric: talk/Rating, at_least: 3 }]"
        );

        var gate = (await setup.RunAsync()).Gates.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(gate.Verdict, Is.EqualTo(GateVerdict.Error));
            Assert.That(((GateReason.Unscored)gate.Reason!).First!.Why, Is.EqualTo("it threw FormatException"));
        }
    }

    [Test]
    public async Task What_the_client_said_is_taken_from_the_log_when_the_run_is_opened_and_scored_again()
    {
        var judge = new ScriptedClient(Rate, "j");
        var setup = Setup(judge);
        var run = await setup.RunAsync();
        int asked = judge.Asked.Count;

        var opened = await EvalHarness.Conclusions.Evaluation.OpenAsync(
            run.Folder.Path,
            setup.Options with
            {
                Rescore = true,
            }
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(judge.Asked, Has.Count.EqualTo(asked));
            Assert.That(
                opened.Comparison.Tasks[0].Headline.Leaderboard.First().Estimate.Value,
                Is.EqualTo(run.Comparison.Tasks[0].Headline.Leaderboard.First().Estimate.Value)
            );
        }
    }

    [TestCase("provider: rules, rules: no-such-file.yaml")]
    [TestCase("provider: majority-class")]
    [TestCase("provider: openai, model: gpt-4o, api_key: '${NO_SUCH_KEY_IS_SET}'")]
    public async Task A_client_given_in_code_judges_whatever_backend_it_takes_the_place_of(string declared)
    {
        var judge = new ScriptedClient(
            text => text.Contains("Verdict", StringComparison.Ordinal) ? "Fine.\nVerdict: same" : Rate(text),
            "j"
        );
        var setup = new EvaluatorSetup(("rating", Rating()))
            .Write(Metric + ", { judged: meaning }")
            .Judged(judge, declared);

        var run = await setup.RunAsync();

        Assert.That(run.Comparison.Tasks[0].Metrics[1].Leaderboard.Single().Estimate.Value, Is.EqualTo(1));
    }
}
