using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace EvalHarness.Tests.Samples;

/// <summary>The evaluator of a fixture of suites/README.md: whether a response names the file of its rules.</summary>
/// <param name="rules">The file.</param>
internal sealed class GroundedEvaluator(string rules) : IEvaluator
{
    public IReadOnlyCollection<string> EvaluationMetricNames => ["Grounded"];

    public ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default
    )
    {
        bool isNamed = modelResponse.Text.Contains(rules, StringComparison.Ordinal);
        return ValueTask.FromResult(new EvaluationResult(new BooleanMetric("Grounded", isNamed)));
    }
}
