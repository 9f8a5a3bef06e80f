using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace EvalHarness.Tests.Samples;

/// <summary>How polite a response is, as a model says: a number from 1 to 5.</summary>
public sealed class PolitenessEvaluator : IEvaluator
{
    public IReadOnlyCollection<string> EvaluationMetricNames => ["Politeness"];

    public async ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default
    )
    {
        var politeness = new NumericMetric("Politeness");
        var said = await chatConfiguration!.ChatClient.GetResponseAsync(
            $"How polite is this, from 1 to 5? Say the number alone.\n\n{modelResponse.Text}",
            new ChatOptions { Temperature = 0, MaxOutputTokens = 8 },
            cancellationToken
        );
        if (int.TryParse(said.Text.Trim(), CultureInfo.InvariantCulture, out int value) && value is >= 1 and <= 5)
        {
            politeness.Value = value;
        }
        else
        {
            politeness.AddDiagnostics(EvaluationDiagnostic.Error("no number from 1 to 5"));
        }

        return new EvaluationResult(politeness);
    }
}
