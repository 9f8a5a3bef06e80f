using System.Collections.Immutable;
using EvalHarness.Comparisons.Histories;
using EvalHarness.Logs;

namespace EvalHarness.Reports.Sites;

/// <summary>Two runs of a suite with their scores.</summary>
/// <param name="before">The earlier one.</param>
/// <param name="after">The later one.</param>
internal sealed class ComparedRuns(ScoreTable before, ScoreTable after)
{
    public CompareView View(
        SuiteHistory history,
        (RunFacts From, RunFacts To) runs,
        ImmutableArray<JudgedStep> steps,
        bool hasTexts
    ) => new(history, runs.From, runs.To, [.. steps.Select(step => Compared(runs, step))], hasTexts);

    private ComparedModel Compared((RunFacts From, RunFacts To) runs, JudgedStep judged)
    {
        var step = judged.Step;
        var scores = (Of(runs.From, step), Of(runs.To, step));
        if (judged.Verdict == StepVerdict.Same)
        {
            return new ComparedModel(judged, scores.Item1, scores.Item2, [], []);
        }

        var flips = RunFlips.Between(before, after, step.Task, step.Model);
        var task = after.Tasks.First(one => one.Task.Name == step.Task);
        var known = before
            .Tasks.First(one => one.Task.Name == step.Task)
            .Samples.Select(sample => (sample.Id, sample.ContentHash))
            .ToHashSet();
        return new ComparedModel(
            judged,
            scores.Item1,
            scores.Item2,
            [.. flips.OrderBy(flip => flip.Kind == FlipKind.WrongDifferently ? 1 : 0)],
            step.Flips is null
                ? []
                : ComparedModel.GroupsOf(
                    [.. task.Samples.Where(sample => known.Contains((sample.Id, sample.ContentHash)))],
                    task.Task.SliceFields,
                    flips
                )
        )
        {
            Fields = task.Task.SliceFields,
        };
    }

    private static ScoreFacts? Of(RunFacts run, ModelStep step) =>
        run.Tasks.FirstOrDefault(task => task.Name == step.Task)?.Find(step.Model);
}
