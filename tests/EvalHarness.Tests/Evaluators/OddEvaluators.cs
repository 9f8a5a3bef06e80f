#pragma warning disable IDE0130 // Two evaluators of one name need two namespaces.
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace EvalHarness.Tests.Evaluators
{
    /// <summary>What evaluators that cannot be made have in common.</summary>
    public abstract class OddEvaluator : IEvaluator
    {
        public IReadOnlyCollection<string> EvaluationMetricNames => [];

        public ValueTask<EvaluationResult> EvaluateAsync(
            IEnumerable<ChatMessage> messages,
            ChatResponse modelResponse,
            ChatConfiguration? chatConfiguration = null,
            IEnumerable<EvaluationContext>? additionalContext = null,
            CancellationToken cancellationToken = default
        ) => new(new EvaluationResult());
    }

    /// <summary>Needs something to be made.</summary>
    public sealed class NeedyEvaluator(string word) : OddEvaluator
    {
        public string Word => word;
    }

    /// <summary>Cannot be made.</summary>
    public sealed class BrokenEvaluator : OddEvaluator
    {
        public BrokenEvaluator() => throw new InvalidOperationException("a path of a machine");
    }
}

namespace EvalHarness.Tests.Evaluators.First
{
    /// <summary>One of two of this name.</summary>
    public sealed class TwinEvaluator : OddEvaluator;
}

namespace EvalHarness.Tests.Evaluators.Second
{
    /// <summary>The other one.</summary>
    public sealed class TwinEvaluator : OddEvaluator;
}
