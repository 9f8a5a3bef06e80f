using EvalHarness.Scoring;
using Microsoft.Extensions.AI.Evaluation;

namespace EvalHarness.Conclusions;

/// <summary>Metrics of this library as evaluators of Microsoft.Extensions.AI.Evaluation.</summary>
public static class MetricEvaluators
{
    /// <summary>A metric as an evaluator of single responses; asks no model.</summary>
    /// <remarks>
    /// The right answers come in a <see cref="Scoring.Evaluators.SampleContext"/> among the additional contexts. Refused, truncated,
    /// filtered, empty and unparsable responses are wrong, as in a run. Without that context, and where the metric is undefined for one
    /// sample, the value is null, with an error diagnostic and an interpretation that failed.
    /// </remarks>
    /// <param name="metric">The metric.</param>
    /// <param name="format">Finds the answer in a response.</param>
    /// <param name="name">Name under which the value is returned; that of the metric by default.</param>
    /// <param name="passesAt">
    /// The value from which a response passes, or up to which where less is better; by default what is right or wrong passes where it is
    /// right, and of other metrics no response fails.
    /// </param>
    /// <example>
    /// <code>
    /// IEvaluator accuracy = new Accuracy().AsEvaluator(new ChoiceAnswer(["positive", "negative"]));
    /// var result = await accuracy.EvaluateAsync(messages, response, null, [new SampleContext(["positive"])]);
    /// </code>
    /// </example>
    public static IEvaluator AsEvaluator(
        this IMetric metric,
        IAnswerFormat format,
        string? name = null,
        double? passesAt = null
    )
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(format);
        return new MetricEvaluator(metric, format, name ?? metric.Name, passesAt);
    }
}
