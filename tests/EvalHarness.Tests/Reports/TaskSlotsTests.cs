using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Headlines;
using NUnit.Framework;

namespace EvalHarness.Tests.Reports;

/// <summary>The cautions beside the answer of several tasks.</summary>
public sealed class TaskSlotsTests
{
    [Test]
    public void A_model_that_gains_in_one_task_and_loses_in_another_is_named_beside_the_best_of_each()
    {
        var comparison = InventedRun.Of(Recipes.All["two-tasks"]).Comparison;
        Cast[] casts =
        [
            .. comparison.Tasks.Select(task => new Cast(comparison.Run, Contest.Of(task, comparison.Run.Compare))),
        ];
        string[] models = [.. comparison.Tasks[0].Headline.Leaderboard.Select(row => row.Model)];
        TaskChanges[] all = [.. models[..2].Select(model => Changes(comparison, model, models[^1]))];

        var mixed = TaskSlots.Of(casts, [Mixed(all[0]), Mixed(all[1])]);
        var won = TaskSlots.Of(casts, [Told(all[0], PairVerdict.Better, PairVerdict.Better)]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(mixed[0].Title, Is.EqualTo("Lost elsewhere"));
            Assert.That(mixed[0].IsWarning, Is.True);
            Assert.That(
                mixed[0].Text.ToString(),
                Is.EqualTo(
                    $"{all[0].Model} is better than {all[0].Base} in {all[0].Tasks[0].Task} and worse in {all[0].Tasks[1].Task}. 1 more model gains here and loses there."
                )
            );
            Assert.That(won.Select(slot => slot.Title), Has.None.EqualTo("Lost elsewhere"));
        }
    }

    private static TaskChanges Changes(Comparison comparison, string model, string against) =>
        new(
            model,
            against,
            [
                .. comparison.Tasks.Select(task => new TaskChange(
                    task.Task,
                    task.Headline,
                    task.Headline.Find(model, against)!
                )),
            ]
        );

    private static TaskChanges Mixed(TaskChanges changes) => Told(changes, PairVerdict.Better, PairVerdict.Worse);

    private static TaskChanges Told(TaskChanges changes, params PairVerdict[] verdicts) =>
        changes with
        {
            Tasks =
            [
                .. changes.Tasks.Zip(
                    verdicts,
                    (task, verdict) => task with { Pair = task.Pair with { Verdict = verdict } }
                ),
            ],
        };
}
