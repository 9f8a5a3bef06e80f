using System.Collections.Immutable;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring.Judges;

namespace EvalHarness.Runs;

/// <summary>Asks the judges of a run about its answers: what the log of verdicts lacks, and nothing twice.</summary>
/// <param name="plan">The plan of the run.</param>
/// <param name="folder">Its folder.</param>
/// <param name="header">Its header.</param>
internal sealed class JudgeWork(RunPlan plan, RunFolder folder, RunHeader header)
{
    private readonly ILookup<string, JudgePlan> byModel = plan.Judges.ToLookup(judge => judge.Model);

    /// <summary>What each model that judges is still to be asked.</summary>
    /// <param name="models">The connected models of the run.</param>
    /// <param name="settled">The verdicts that are there already.</param>
    /// <param name="journal">Is told what each request is about.</param>
    /// <param name="evaluating">Models that evaluators ask beside it, in the same lanes.</param>
    /// <param name="retriesFailed">Whether verdicts that failed are asked for again.</param>
    public ModelRequests[] Of(
        ImmutableArray<ConnectedModel> models,
        SettledRequests settled,
        JudgementJournal journal,
        IReadOnlySet<string> evaluating,
        bool retriesFailed
    ) =>
        [
            .. models
                .Where(model => byModel.Contains(model.Name) || evaluating.Contains(model.Name))
                .Select(model => new ModelRequests(
                    model with
                    {
                        IsMember = evaluating.Contains(model.Name),
                    },
                    byModel.Contains(model.Name)
                        ? RequestsAsync(model.Name, settled, journal, retriesFailed)
                        : AsyncEnumerable.Empty<Request>()
                )),
        ];

    private async IAsyncEnumerable<Request> RequestsAsync(
        string model,
        SettledRequests settled,
        JudgementJournal journal,
        bool retriesFailed
    )
    {
        JudgePlan[] single = [.. byModel[model].Where(judge => judge.Judge.Kind is not Pairwise)];
        var tasks = single.Select(judge => judge.Task.Name).ToHashSet(StringComparer.Ordinal);
        await foreach (var judged in JudgedTexts.ReadAsync(folder, header, tasks))
        {
            var all =
                from answer in judged.Different
                from judge in single
                where judge.Task.Name == judged.Task
                from request in judge.About(judged.Sample, answer)
                select (request, new Judging(judge.Judge.Name, JudgePrompt.HashOf(answer), judge.Version));
            foreach (var (request, judging) in all.Where(one => IsLeft(one.request)))
            {
                journal.Note(request, judging);
                yield return request;
            }
        }

        JudgePlan[] comparing = [.. byModel[model].Except(single)];
        await foreach (var (request, judging) in PairRequests.OfAsync(comparing, folder, header))
        {
            if (IsLeft(request))
            {
                journal.Note(request, judging);
                yield return request;
            }
        }

        bool IsLeft(Request request) =>
            settled.IsLeft(request, failedOnly: false) || (retriesFailed && settled.IsLeft(request, failedOnly: true));
    }
}
