using EvalHarness.Conclusions;
using EvalHarness.Core;
using EvalHarness.NUnit;
using NUnit.Framework;
using NUnit.Framework.Internal;

namespace EvalHarness.Suites.Tests;

/// <summary>Constraints in code on a shipped suite, and what they say.</summary>
public sealed class ConstraintTests
{
    private static Task<Evaluation> RunAsync() => Eval.RunAsync("suites/finance/headline-sentiment.yaml");

    [Test]
    public async Task A_fine_tuned_model_is_not_worse_than_the_majority_class() =>
        Assert.That(
            await RunAsync(),
            Evals.Metric("sentiment/accuracy").Of("headlines-lora-650").NotWorseThan("majority").By(0.02)
        );

    [Test]
    public async Task A_failure_states_difference_interval_n_and_the_samples_that_tell_most()
    {
        var gate = Evals.Metric("sentiment/accuracy").Of("majority").NotWorseThan("headlines-lora-650").By(0.02);

        var result = gate.ApplyTo(await RunAsync());

        using var writer = new TextMessageWriter();
        result.WriteMessageTo(writer);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.IsSuccess, Is.False);
            Assert.That(
                writer.ToString(),
                Does.Contain("majority: sentiment/accuracy not worse than headlines-lora-650 by 2 points")
                    .And.Match(
                        @"difference to headlines-lora-650 −\d+\.\d points \(90 % interval −[\d.]+ to −[\d.]+ points, n = 420 in 60 clusters\)"
                    )
                    .And.Match(@"Found with 80 % power: [\d.]+ points from the bound\.")
                    .And.Match(@"Most telling samples: (h\d+, ){4}h\d+\.")
            );
        }
    }

    [Test]
    public async Task An_undecided_constraint_fails_unless_it_says_what_it_counts_as()
    {
        var run = await RunAsync();
        var gate = Evals.Metric("sentiment/accuracy").Of("tfidf").NotWorseThan("tfidf-twin");
        double value = run.Decide(new GateSpec("tfidf", "sentiment/accuracy", AtLeast: 0)).Estimate!.Value!.Value;
        var open = Evals.Metric("sentiment/accuracy").Of("tfidf").AtLeast(value - 0.001);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                () => Assert.That(run, open),
                Throws.TypeOf<AssertionException>().With.Message.Contains("more samples decide with 80 % power")
            );
            Assert.That(open.WhenUndecided(Inconclusive.Fail).ApplyTo(run).IsSuccess, Is.False);
            Assert.That(open.WhenUndecided(Inconclusive.Pass).ApplyTo(run).IsSuccess, Is.True);
            Assert.That(gate.ApplyTo(run).IsSuccess, Is.False, "a model that is not there");
        }
    }

    [Test]
    public async Task A_suite_runs_once_however_many_ask()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RunAsync()));

        Assert.That(runs.Distinct(ReferenceEqualityComparer.Instance).Count(), Is.EqualTo(1));
    }
}
