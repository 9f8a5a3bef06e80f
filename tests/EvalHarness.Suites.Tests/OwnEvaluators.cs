using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace EvalHarness.Suites.Tests;

/// <summary>An evaluator of a test project, which suites name by its type: whether a response is one word.</summary>
public sealed class OneWordEvaluator : IEvaluator
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> EvaluationMetricNames => ["One word"];

    /// <inheritdoc/>
    public ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default
    ) =>
        ValueTask.FromResult(
            new EvaluationResult(new BooleanMetric("One word", !modelResponse.Text.Trim().Contains(' ')))
        );
}

/// <summary>An evaluator that takes an argument, so that only an instance can be given: how much of a limit of characters is left.</summary>
/// <param name="limit">The limit; a longer response breaks the evaluator.</param>
internal sealed class BrevityEvaluator(int limit) : IEvaluator
{
    public IReadOnlyCollection<string> EvaluationMetricNames => ["Brevity"];

    public ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default
    ) =>
        modelResponse.Text.Length > limit
            ? throw new FormatException("a text that nobody may see")
            : ValueTask.FromResult(
                new EvaluationResult(new NumericMetric("Brevity", 1 - ((double)modelResponse.Text.Length / limit)))
            );
}

/// <summary>An evaluator that asks its model for a number from 1 to 5.</summary>
public sealed class RatingEvaluator : IEvaluator
{
    /// <summary>The last words of what it asks.</summary>
    public const string Question = "Rate it from 1 to 5. Say the number alone.";

    /// <inheritdoc/>
    public IReadOnlyCollection<string> EvaluationMetricNames => ["Rating"];

    /// <inheritdoc/>
    public async ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default
    )
    {
        var said = await chatConfiguration!.ChatClient.GetResponseAsync(
            $"{messages.Last().Text}\n{modelResponse.Text}\n{Question}",
            null,
            cancellationToken
        );
        return new EvaluationResult(
            new NumericMetric("Rating", double.Parse(said.Text, CultureInfo.InvariantCulture), "the model said so")
        );
    }
}
