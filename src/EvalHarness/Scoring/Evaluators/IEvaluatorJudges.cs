using EvalHarness.Core;

namespace EvalHarness.Scoring.Evaluators;

/// <summary>Answers what evaluators ask the models that judge for them: by asking while a run goes on, by its log when it is scored.</summary>
internal interface IEvaluatorJudges
{
    /// <summary>The answer to a call, failed ones included.</summary>
    /// <param name="asking">Who asks about what.</param>
    /// <param name="call">What it asks.</param>
    /// <param name="occurrence">How often it asked the same before, about the same response.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Null where there is none, and none will come.</returns>
    Task<Response?> AnswerAsync(
        EvaluatorAsking asking,
        EvaluatorCall call,
        int occurrence,
        CancellationToken cancellationToken
    );
}

/// <summary>Which evaluator asks which model about what.</summary>
/// <param name="Evaluator">The evaluator, as the suite names it.</param>
/// <param name="Judge">The model; null where the evaluator asks none.</param>
/// <param name="Sample">The sample.</param>
/// <param name="Response">The response that it evaluates.</param>
internal sealed record EvaluatorAsking(string Evaluator, string? Judge, Sample Sample, Response Response);
