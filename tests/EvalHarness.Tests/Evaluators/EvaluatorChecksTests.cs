using EvalHarness.Core;
using EvalHarness.Suites;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using NUnit.Framework;

namespace EvalHarness.Tests.Evaluators;

/// <summary>What is told of evaluators before any model is asked.</summary>
public sealed class EvaluatorChecksTests
{
    [TestCase(
        "{ evaluator: { type: LengthEvaluater, metric: Length } }",
        "10:36: unknown evaluator 'LengthEvaluater'; expected *LengthEvaluator*; did you mean 'LengthEvaluator'?"
    )]
    [TestCase(
        "{ evaluator: { type: TwinEvaluator, metric: Length } }",
        "10:36: 'TwinEvaluator', which is the name of 2 evaluators; expected one of "
            + "EvalHarness.Tests.Evaluators.First.TwinEvaluator, EvalHarness.Tests.Evaluators.Second.TwinEvaluator"
    )]
    [TestCase(
        "{ evaluator: { type: NeedyEvaluator, metric: Length } }",
        "10:36: the evaluator 'NeedyEvaluator', which has no constructor without parameters; expected *"
    )]
    [TestCase(
        "{ evaluator: { type: BrokenEvaluator, metric: Length } }",
        "10:36: the evaluator 'BrokenEvaluator', whose constructor throws InvalidOperationException; expected *"
    )]
    [TestCase("{ evaluator: { type: LengthEvaluator } }", "10:28: no 'metric' for 'evaluator'; expected *")]
    [TestCase(
        "{ evaluator: { type: LengthEvaluator, metric: Length, judge: { model: gpt-4o } } }",
        "10:76: a mapping for 'judge'; expected text"
    )]
    [TestCase(
        "{ evaluator: { type: LengthEvaluator, metric: Length, judge: theirs } }",
        "10:*: unknown model 'theirs'; expected *"
    )]
    [TestCase(
        "{ evaluator: { type: LengthEvaluator, metric: Length, scores: { a: 1 } } }",
        "10:77: must tell words apart by two numbers at least"
    )]
    [TestCase(
        "{ evaluator: { type: LengthEvaluator, metric: Length, low: 2, high: 1 } }",
        "10:83: must lie above 'low'"
    )]
    [TestCase(
        "{ evaluator: { type: LengthEvaluator, metric: Length, timeout: 0s } }",
        "10:78: must lie above 0s and not above one day"
    )]
    [TestCase(
        "{ evaluator: { type: LengthEvaluator, metric: Length } }, { evaluator: { type: First.TwinEvaluator, metric: Length, name: twin } }",
        "10:94: unknown evaluator 'First.TwinEvaluator'; *"
    )]
    [TestCase(
        "{ evaluator: { type: LengthEvaluator, metric: Length } }, { evaluator: { type: EvalHarness.Tests.Evaluators.First.TwinEvaluator, metric: Length } }",
        "10:73: a second metric 'Length'; expected each metric once; 'name:' tells them apart, as in name: 'TwinEvaluator/Length'"
    )]
    public void A_fault_is_told_at_its_place(string metrics, string fault)
    {
        var setup = new EvaluatorSetup().Write(metrics);
        string pattern = System
            .Text.RegularExpressions.Regex.Escape($"{setup.SuiteFile}:{fault}")
            .Replace("\\*", ".*", StringComparison.Ordinal);

        Assert.That(
            () => SuiteReader.Read(setup.SuiteFile, setup.Options.Catalog, _ => null),
            Throws.TypeOf<DocumentException>().With.Message.Match("^" + pattern + "$")
        );
    }

    [Test]
    public void A_metric_that_the_evaluator_does_not_declare_is_a_warning_with_the_one_meant()
    {
        var setup = new EvaluatorSetup().Write("{ evaluator: { type: LengthEvaluator, metric: length } }");

        var suite = SuiteReader.Read(setup.SuiteFile, setup.Options.Catalog, _ => null);

        Assert.That(
            suite.Warnings.Single().ToString(),
            Does.Contain(
                "10:61: warning: 'length' is not among the metrics that the evaluator declares, Length; did you mean 'Length'?"
            )
        );
    }

    [Test]
    public async Task An_evaluator_of_the_program_is_named_by_its_type_in_short_or_in_full()
    {
        var setup = new EvaluatorSetup().Write(
            "{ evaluator: { type: LengthEvaluator, metric: Length } }, "
                + "{ evaluator: { type: EvalHarness.Tests.Evaluators.LengthEvaluator, metric: Length, name: again } }"
        );

        var run = await setup.RunAsync();

        Assert.That(
            (EvaluatorSetup.Row(run, 0).Estimate.Value, EvaluatorSetup.Row(run, 1).Estimate.Value),
            Is.EqualTo(((double?)4, (double?)4))
        );
        Assert.That(run.Scores.Header.Extensions!.Value.Select(one => one.Name), Does.Contain("EvalHarness.Tests"));
    }
}

/// <summary>Length of a response in characters.</summary>
public sealed class LengthEvaluator : IEvaluator
{
    public IReadOnlyCollection<string> EvaluationMetricNames => ["Length"];

    public ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default
    ) => new(new EvaluationResult(new NumericMetric("Length", modelResponse.Text.Length)));
}
