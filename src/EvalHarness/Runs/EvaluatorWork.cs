using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Evaluators;
using EvalHarness.Scoring.Judges;

namespace EvalHarness.Runs;

/// <summary>
/// Lets the evaluators of a run that ask a model ask it about its answers. Each call is a request like any other: paced, paid once,
/// written down, cached; what the log has already is answered from it.
/// </summary>
/// <param name="plan">The plan of the run.</param>
/// <param name="folder">Its folder.</param>
/// <param name="header">Its header.</param>
/// <param name="journal">Is told what each request is about.</param>
/// <param name="members">Where the models are asked.</param>
internal sealed class EvaluatorWork(
    RunPlan plan,
    RunFolder folder,
    RunHeader header,
    JudgementJournal journal,
    TeamMembers members
) : IEvaluatorJudges
{
    private const string Scheme = "evalharness/evaluator/1";

    private readonly Dictionary<(string Task, string Evaluator, string Model), EvaluatorPlan> plans =
        plan.Evaluators.ToDictionary(one => (one.Task.Name, one.Evaluator, one.Model));

    private volatile bool hasStopped;

    /// <summary>The models that evaluators ask.</summary>
    public ImmutableHashSet<string> Models { get; } = [.. plan.Evaluators.Select(one => one.Model)];

    /// <summary>Whether something was left, because a model is no longer asked or the run is being stopped.</summary>
    public bool HasStopped => hasStopped;

    /// <summary>Goes through all answers.</summary>
    /// <param name="degree">How many evaluations are under way at a time.</param>
    /// <param name="stop">Begins no further evaluation.</param>
    public async Task RunAsync(int degree, CancellationToken stop)
    {
        var evaluators = plans
            .Values.GroupBy(one => one.Task)
            .ToDictionary(task => task.Key.Name, EvaluatorsOf, StringComparer.Ordinal);
        using var prompts = await PromptIndex.ReadAsync(folder, CancellationToken.None);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, degree) };
        var answers =
            from sample in SampleResponses.ReadAsync(
                folder,
                header,
                evaluators.Keys.ToHashSet(StringComparer.Ordinal),
                CancellationToken.None
            )
            from response in sample.Responses.OfType<Response>().Where(response => response.Outcome.HasResponse())
            select (sample.Task, sample.Sample, Response: response);
        await Parallel.ForEachAsync(
            answers.TakeWhile(_ => !(hasStopped |= stop.IsCancellationRequested)),
            options,
            async (answer, _) =>
            {
                if (!hasStopped && prompts.Find(answer.Response.PromptHash) is { } prompt)
                {
                    await evaluators[answer.Task]
                        .AskAsync(answer.Sample, prompt, answer.Response, this, CancellationToken.None);
                }
            }
        );
    }

    /// <inheritdoc/>
    public async Task<Response?> AnswerAsync(
        EvaluatorAsking asking,
        EvaluatorCall call,
        int occurrence,
        CancellationToken cancellationToken
    )
    {
        var one = plans[(asking.Response.Task, asking.Evaluator, asking.Judge!)];
        string id = Digest.Of(
            Scheme,
            one.Fingerprint,
            asking.Sample.ContentHash,
            EvaluatorCall.KeyOf(
                one.Task.Name,
                asking.Sample.Id,
                one.Evaluator,
                one.Model,
                call.Prompt.Hash,
                call.Settings,
                occurrence
            )
        );
        var request = new Request(id, one.Task.Name, asking.Sample, one.Model, occurrence, call.Prompt, call.Generation)
        {
            IsVerdict = true,
        };
        journal.Note(
            request,
            new Judging(one.Evaluator, JudgePrompt.HashOf(asking.Response.Text ?? ""), call.Settings)
        );
        try
        {
            return await members.AskAsync(request).WaitAsync(cancellationToken);
        }
        catch (MemberStoppedException)
        {
            hasStopped = true;
            return null;
        }
    }

    private TaskEvaluators EvaluatorsOf(IGrouping<Suites.EvalTask, EvaluatorPlan> task) =>
        TaskEvaluators.Of(
            task.Key.Metrics.OfType<EvaluatorMetric>().Where(metric => metric.Judge is not null),
            name => plan.Context.Evaluators.Find(name, plan.Suite.Catalog.Assemblies),
            task.Key.Declared
        )!;
}
