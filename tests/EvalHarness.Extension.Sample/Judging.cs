using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Team.Evals;

/// <summary>How complete a response is, as a model says: a number from 1 to 5.</summary>
public sealed class CompletenessEvaluator : IEvaluator
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> EvaluationMetricNames => ["Completeness"];

    /// <inheritdoc/>
    public async ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default
    )
    {
        var metric = new NumericMetric("Completeness");
        if (chatConfiguration is null)
        {
            metric.AddDiagnostics(EvaluationDiagnostic.Error("no model to ask"));
            return new EvaluationResult(metric);
        }

        var said = await chatConfiguration.ChatClient.GetResponseAsync(
            [
                new ChatMessage(ChatRole.System, "You rate how complete an answer is."),
                new ChatMessage(
                    ChatRole.User,
                    $"Question: {messages.Last().Text}\nAnswer: {modelResponse.Text}\nRate it from 1 to 5. Say the number alone."
                ),
            ],
            new ChatOptions
            {
                Temperature = 0,
                MaxOutputTokens = 8,
                TopP = 1,
                PresencePenalty = 0,
                ResponseFormat = ChatResponseFormat.Text,
            },
            cancellationToken
        );
        if (double.TryParse(said.Text, NumberStyles.None, CultureInfo.InvariantCulture, out double value))
        {
            metric.Value = value;
            metric.Reason = "the model said so";
            metric.Interpretation = new(value >= 4 ? EvaluationRating.Good : EvaluationRating.Poor, failed: value < 4);
        }
        else
        {
            metric.AddDiagnostics(EvaluationDiagnostic.Error("what the model said is no number"));
        }

        return new EvaluationResult(metric);
    }
}

/// <summary>Whether a model says the same twice.</summary>
public sealed class SteadinessEvaluator : IEvaluator
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> EvaluationMetricNames => ["Steady"];

    /// <inheritdoc/>
    public async ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default
    )
    {
        ChatMessage[] question = [new(ChatRole.User, $"Is this an answer? {modelResponse.Text}")];
        var first = await chatConfiguration!.ChatClient.GetResponseAsync(question, null, cancellationToken);
        var second = await chatConfiguration.ChatClient.GetResponseAsync(question, null, cancellationToken);
        return new EvaluationResult(new BooleanMetric("Steady", first.Text == second.Text));
    }
}

/// <summary>Takes the best for granted where its model says nothing.</summary>
public sealed class TrustingEvaluator : IEvaluator
{
    /// <inheritdoc/>
    public IReadOnlyCollection<string> EvaluationMetricNames => ["Fine"];

    /// <inheritdoc/>
    public async ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            await chatConfiguration!.ChatClient.GetResponseAsync("Is it fine?", null, cancellationToken);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            return new EvaluationResult(new BooleanMetric("Fine", true));
        }

        return new EvaluationResult(new BooleanMetric("Fine", true));
    }
}
