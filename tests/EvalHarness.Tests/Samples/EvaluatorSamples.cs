using EvalHarness.Conclusions;
using EvalHarness.Scoring.Answers;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Scoring.Metrics;
using EvalHarness.Tests.Conclusions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;
using NUnit.Framework;

namespace EvalHarness.Tests.Samples;

/// <summary>A metric of ours among evaluators of Microsoft.Extensions.AI.Evaluation, as src/README.md shows it.</summary>
public sealed class EvaluatorSamples
{
    public static async Task<bool> PassesAsync(ChatResponse response)
    {
        var accuracy = new Accuracy().AsEvaluator(new ChoiceAnswer(["positive", "negative"]));
        var composite = new CompositeEvaluator(accuracy);
        var result = await composite.EvaluateAsync([], response, null, [new SampleContext(["positive"])]);
        return result.Get<NumericMetric>("accuracy").Interpretation is { Failed: false };
    }

    [TestCase("Positive.", true)]
    [TestCase("Negative.", false)]
    public async Task It_passes_what_is_right(string text, bool passes) =>
        Assert.That(await PassesAsync(new ChatResponse(new ChatMessage(ChatRole.Assistant, text))), Is.EqualTo(passes));

    [TestCase("5", 5.0)]
    [TestCase(" 3\n", 3.0)]
    [TestCase("very", null)]
    [TestCase("7", null)]
    public async Task An_evaluator_that_asks_a_model_takes_what_it_asked_for_and_nothing_else(
        string said,
        double? value
    )
    {
        using var judge = new ScriptedClient(_ => said, "j");

        var result = await new PolitenessEvaluator().EvaluateAsync(
            [],
            new ChatResponse(new ChatMessage(ChatRole.Assistant, "Thank you.")),
            new ChatConfiguration(judge)
        );

        Assert.That(result.Get<NumericMetric>("Politeness").Value, Is.EqualTo(value));
    }
}
