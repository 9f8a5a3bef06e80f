using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Scoring.Evaluators;

namespace EvalHarness.Logs;

/// <summary>What the models that judge for evaluators said, read from the log of a run: a function of the files, asking nobody.</summary>
internal sealed class RecordedCalls : IEvaluatorJudges
{
    private readonly Dictionary<UInt128, Response> calls = [];

    private RecordedCalls() { }

    /// <summary>What the calls cost.</summary>
    public JudgingCosts Costs { get; } = new();

    /// <summary>Reads the calls; null where no evaluator asks a model.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="scorings">How each task is scored.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DocumentException">A line is broken.</exception>
    public static async Task<RecordedCalls?> ReadAsync(
        RunFolder folder,
        ImmutableArray<TaskScoring> scorings,
        CancellationToken cancellationToken
    )
    {
        var asking = (
            from scoring in scorings
            from metric in scoring.Metrics.OfType<EvaluatorMetric>()
            where metric.Judge is not null
            select (scoring.Task.Name, metric.Type, metric.Judge)
        ).ToHashSet();
        if (asking.Count == 0)
        {
            return null;
        }

        var recorded = new RecordedCalls();
        await foreach (var answer in RunLog.ReadJudgementsAsync(folder, cancellationToken))
        {
            if (answer.Judging is { } judging && asking.Contains((answer.Task, judging.Judge, answer.Model)))
            {
                recorded.Add(answer, judging);
            }
        }

        return recorded;
    }

    /// <inheritdoc/>
    public Task<Response?> AnswerAsync(
        EvaluatorAsking asking,
        EvaluatorCall call,
        int occurrence,
        CancellationToken cancellationToken
    )
    {
        string key = EvaluatorCall.KeyOf(
            asking.Response.Task,
            asking.Sample.Id,
            asking.Evaluator,
            asking.Judge!,
            call.Prompt.Hash,
            call.Settings,
            occurrence
        );
        return Task.FromResult(calls.GetValueOrDefault(Key128.Of(key)));
    }

    /// <summary>Of several lines for one call a settled one counts, whatever failed before or after it.</summary>
    private void Add(Response answer, Judging judging)
    {
        Costs.Add(answer);
        var key = Key128.Of(
            EvaluatorCall.KeyOf(
                answer.Task,
                answer.SampleId,
                judging.Judge,
                answer.Model,
                answer.PromptHash,
                judging.Version,
                answer.Epoch
            )
        );
        if (!answer.Outcome.IsMissing() || !calls.ContainsKey(key))
        {
            calls[key] = answer;
        }
    }
}
