using System.Collections.Immutable;
using EvalHarness.Core;
using Microsoft.Extensions.AI.Evaluation;

namespace EvalHarness.Scoring.Evaluators;

/// <summary>The evaluators of a task's metrics: each is asked once for a response, whatever the number of its metrics.</summary>
/// <remarks>
/// Each is called by itself and not through their CompositeEvaluator, which loses the results of all where two return one name.
/// They are given no ChatConfiguration: a verdict that a model gives costs money and may fail, so it belongs left of the log.
/// </remarks>
internal sealed class TaskEvaluators
{
    private readonly ImmutableArray<(string Name, IEvaluator Evaluator, EvaluatorMetric[] Metrics)> evaluators;

    private readonly Location at;

    private TaskEvaluators(ImmutableArray<(string, IEvaluator, EvaluatorMetric[])> evaluators, Location at) =>
        (this.evaluators, this.at) = (evaluators, at);

    /// <summary>Finds the evaluators of some metrics.</summary>
    /// <param name="metrics">Metrics of a task, made ready for it.</param>
    /// <param name="find">Finds an evaluator by its name in the suite.</param>
    /// <param name="at">Where faults are told.</param>
    /// <returns>The evaluators; null where no metric needs one.</returns>
    /// <exception cref="DocumentException">An evaluator is not there.</exception>
    public static TaskEvaluators? Of(IEnumerable<IMetric> metrics, Func<string, FoundEvaluator> find, Location at)
    {
        var found = ImmutableArray.CreateBuilder<(string, IEvaluator, EvaluatorMetric[])>();
        foreach (var own in metrics.OfType<EvaluatorMetric>().GroupBy(metric => metric.Type, StringComparer.Ordinal))
        {
            var one = find(own.Key);
            found.Add(
                one.Evaluator is IEvaluator evaluator
                    ? (own.Key, evaluator, [.. own])
                    : throw new DocumentException(new Fault(at, one.Found, one.Expected, one.Near))
            );
        }

        return found.Count == 0 ? null : new TaskEvaluators(found.ToImmutable(), at);
    }

    /// <summary>What the evaluators say of a response, in the order of the metrics; then what else they returned.</summary>
    /// <param name="sample">The sample asked about.</param>
    /// <param name="prompt">What was asked; null where the log does not have it.</param>
    /// <param name="response">What came back.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    /// <exception cref="DocumentException">A metric is a text and no number.</exception>
    public async ValueTask<ImmutableArray<EvaluatorFinding>> EvaluateAsync(
        Sample sample,
        Prompt? prompt,
        Response response,
        CancellationToken cancellationToken
    )
    {
        var findings = ImmutableArray.CreateBuilder<EvaluatorFinding>();
        foreach (var (name, evaluator, metrics) in evaluators)
        {
            var limit = metrics.Max(metric => metric.Limit);
            var (result, failure) = prompt is null
                ? (null, "the prompt is not in the log")
                : await CallAsync(evaluator, sample, prompt, response, limit, cancellationToken);
            findings.AddRange(metrics.Select(metric => EvaluatorReading.Of(metric, result, failure, at)));
            findings.AddRange(EvaluatorReading.Others(name, metrics, result));
        }

        return findings.ToImmutable();
    }

    /// <summary>
    /// The result, or why there is none. An evaluator that blocks its thread, or heeds no cancellation, is left behind: the time
    /// runs from when it began, so that one which hangs takes none from others.
    /// </summary>
    private static async Task<(EvaluationResult? Result, string? Failure)> CallAsync(
        IEvaluator evaluator,
        Sample sample,
        Prompt prompt,
        Response response,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = ending.Token;
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = Task.Run(
            async () =>
            {
                began.SetResult();
                return await evaluator.EvaluateAsync(
                    EvaluatorInput.Messages(prompt),
                    EvaluatorInput.Response(response),
                    chatConfiguration: null,
                    [new SampleContext(sample.Targets.IsDefault ? [] : sample.Targets, sample.Fields, sample.Id)],
                    token
                );
            },
            CancellationToken.None
        );
        try
        {
            await began.Task.WaitAsync(cancellationToken);
            var result = await work.WaitAsync(limit, cancellationToken);
            return (result, result is null ? "it returned nothing" : null);
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            await ending.CancelAsync();
            return (null, FormattableString.Invariant($"it was not done within {limit.TotalSeconds:0.###} s"));
        }
#pragma warning disable CA1031 // Code of a team's own, which may throw anything: the response has no score then.
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"it threw {broken.GetType().Name}");
        }
#pragma warning restore CA1031
    }
}
