using EvalHarness.Scoring.Evaluators;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace EvalHarness.Tests.Evaluators;

/// <summary>An evaluator of a team's own: returns what a script makes of the sample's id and the response's text.</summary>
internal sealed class ScriptedEvaluator(
    Func<EvaluatorCall, ValueTask<EvaluationResult>> script,
    params string[] declared
) : IEvaluator
{
    private int calls;

    public int Calls => calls;

    public IReadOnlyCollection<string> EvaluationMetricNames => declared;

    public static ScriptedEvaluator Of(Func<EvaluatorCall, EvaluationMetric> script, params string[] declared) =>
        new(call => ValueTask.FromResult(new EvaluationResult(script(call))), declared);

    public ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default
    )
    {
        Interlocked.Increment(ref calls);
        return script(
            new EvaluatorCall([.. messages], modelResponse, chatConfiguration, additionalContext, cancellationToken)
        );
    }
}

/// <summary>What an evaluator was given.</summary>
internal sealed record EvaluatorCall(
    ChatMessage[] Messages,
    ChatResponse Response,
    ChatConfiguration? Configuration,
    IEnumerable<EvaluationContext>? Contexts,
    CancellationToken CancellationToken
)
{
    public SampleContext Sample => Contexts!.OfType<SampleContext>().Single();

    /// <summary>Number of the sample: s7 is 7.</summary>
    public int Number => int.Parse(Sample.Id[1..], System.Globalization.CultureInfo.InvariantCulture);
}
