using EvalHarness.Conclusions;
using EvalHarness.Scoring.Answers;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Scoring.Metrics;
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
}
