using System.Collections.Immutable;
using EvalHarness.Core;
using Microsoft.Extensions.AI.Evaluation;

namespace EvalHarness.Scoring.Evaluators;

/// <summary>The evaluators of a task's metrics: each is asked once for a response, whatever the number of its metrics.</summary>
/// <remarks>
/// Each is called by itself and not through their CompositeEvaluator, which loses the results of all where two return one name.
/// One that asks a model gets it as its ChatConfiguration: while the run goes on the model itself, whose answers are written down, and
/// when the run is scored what is written, so that scoring asks nobody.
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
        foreach (var own in metrics.OfType<EvaluatorMetric>().GroupBy(metric => (metric.Type, metric.Judge)))
        {
            var one = find(own.Key.Type);
            found.Add(
                one.Evaluator is IEvaluator evaluator
                    ? (own.Key.Type, evaluator, [.. own])
                    : throw new DocumentException(new Fault(at, one.Found, one.Expected, one.Near))
            );
        }

        return found.Count == 0 ? null : new TaskEvaluators(found.ToImmutable(), at);
    }

    /// <summary>What the evaluators say of a response, in the order of the metrics; then what else they returned.</summary>
    /// <param name="sample">The sample asked about.</param>
    /// <param name="prompt">What was asked; null where the log does not have it.</param>
    /// <param name="response">What came back.</param>
    /// <param name="judges">Answers those that ask a model; null where none does.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    /// <exception cref="DocumentException">A metric is a text and no number.</exception>
    public async ValueTask<ImmutableArray<EvaluatorFinding>> EvaluateAsync(
        Sample sample,
        Prompt? prompt,
        Response response,
        IEvaluatorJudges? judges,
        CancellationToken cancellationToken
    )
    {
        var findings = ImmutableArray.CreateBuilder<EvaluatorFinding>();
        foreach (var (name, evaluator, metrics) in evaluators)
        {
            var (result, failure) = prompt is null
                ? (null, "the prompt is not in the log")
                : await CallAsync(
                    evaluator,
                    Asking(name, metrics, sample, response),
                    prompt,
                    judges,
                    metrics.Max(metric => metric.Limit),
                    cancellationToken
                );
            findings.AddRange(metrics.Select(metric => EvaluatorReading.Of(metric, result, failure, at)));
            findings.AddRange(EvaluatorReading.Others(name, metrics, result));
        }

        return findings.ToImmutable();
    }

    /// <summary>Lets the evaluators that ask a model ask it about a response; what they then say of it is said again when the run is scored.</summary>
    /// <param name="sample">The sample asked about.</param>
    /// <param name="prompt">What was asked.</param>
    /// <param name="response">What came back.</param>
    /// <param name="judges">Answers them.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    public async Task AskAsync(
        Sample sample,
        Prompt prompt,
        Response response,
        IEvaluatorJudges judges,
        CancellationToken cancellationToken
    )
    {
        foreach (var (name, evaluator, metrics) in evaluators.Where(one => one.Metrics[0].Judge is not null))
        {
            await CallAsync(
                evaluator,
                Asking(name, metrics, sample, response),
                prompt,
                judges,
                metrics.Max(metric => metric.Limit),
                cancellationToken
            );
        }
    }

    private static EvaluatorAsking Asking(string name, EvaluatorMetric[] metrics, Sample sample, Response response) =>
        new(name, metrics[0].Judge, sample, response);

    /// <summary>
    /// The result, or why there is none. An evaluator that blocks its thread, or heeds no cancellation, is left behind: the time
    /// runs from when it began, so that one which hangs takes none from others, and not while it waits for its model. What it says after
    /// its model gave no answer is not what it would have said.
    /// </summary>
    private static async Task<(EvaluationResult? Result, string? Failure)> CallAsync(
        IEvaluator evaluator,
        EvaluatorAsking asking,
        Prompt prompt,
        IEvaluatorJudges? judges,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        var sample = asking.Sample;
#pragma warning disable CA2000 // It is disposed of with this call, and holds nothing.
        using var chat = asking.Judge is null || judges is null ? null : new EvaluatorChat(asking, judges);
#pragma warning restore CA2000
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = ending.Token;
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = Task.Run(
            async () =>
            {
                began.SetResult();
                return await evaluator.EvaluateAsync(
                    EvaluatorInput.Messages(prompt),
                    EvaluatorInput.Response(asking.Response),
                    chat is null ? null : new ChatConfiguration(chat),
                    [new SampleContext(sample.Targets.IsDefault ? [] : sample.Targets, sample.Fields, sample.Id)],
                    token
                );
            },
            CancellationToken.None
        );
        try
        {
            await began.Task.WaitAsync(cancellationToken);
            var result = await WaitAsync(work, chat, limit, cancellationToken);
            return chat?.Failure is { } unanswered
                ? (null, unanswered)
                : (result, result is null ? "it returned nothing" : null);
        }
        catch (TimeoutException) when (!work.IsCompleted)
        {
            await ending.CancelAsync();
            return (null, FormattableString.Invariant($"it was not done within {limit.TotalSeconds:0.###} s"));
        }
#pragma warning disable CA1031 // Code of a team's own, which may throw anything: the response has no score then.
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, chat?.Failure ?? $"it threw {broken.GetType().Name}");
        }
#pragma warning restore CA1031
    }

    private static async Task<EvaluationResult> WaitAsync(
        Task<EvaluationResult> work,
        EvaluatorChat? chat,
        TimeSpan limit,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            try
            {
                return await work.WaitAsync(limit, cancellationToken);
            }
            catch (TimeoutException) when (!work.IsCompleted && chat?.HasWaitedWithin(limit) == true)
            {
                // Its time goes on when its model has answered.
            }
        }
    }
}
