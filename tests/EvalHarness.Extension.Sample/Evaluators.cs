using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Team.Evals;

/// <summary>How a response is written: characters, whether it ends in a full stop, and a word for it.</summary>
public sealed class StyleEvaluator : IEvaluator
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> EvaluationMetricNames => ["Length", "Stopped", "Tone"];

    /// <inheritdoc/>
    public ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default
    )
    {
        bool isStopped = modelResponse.Text.EndsWith('.');
        var stopped = new BooleanMetric("Stopped", isStopped, "looked at the last character")
        {
            Interpretation = new(isStopped ? EvaluationRating.Good : EvaluationRating.Poor, failed: !isStopped),
        };
        return new(
            new EvaluationResult(
                new NumericMetric("Length", modelResponse.Text.Length),
                stopped,
                new StringMetric(
                    "Tone",
                    messages.Last().Text.Contains("down", StringComparison.Ordinal) ? "sad" : "gay"
                )
            )
        );
    }
}

/// <summary>Knows nothing of questions about what is down.</summary>
public sealed class FragileEvaluator : IEvaluator
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> EvaluationMetricNames => ["Stopped"];

    /// <inheritdoc/>
    public ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default
    ) =>
        messages.Last().Text.Contains("down", StringComparison.Ordinal)
            ? throw new NotSupportedException(messages.Last().Text)
            : new(new EvaluationResult(new BooleanMetric("Stopped", true)));
}
