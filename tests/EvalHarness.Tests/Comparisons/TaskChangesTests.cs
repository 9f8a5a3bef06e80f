using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Published;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using NUnit.Framework;

namespace EvalHarness.Tests.Comparisons;

/// <summary>What a specialised model gained and lost, task by task.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TaskChangesTests
{
    private static ScoreTable Table(
        string? baseline,
        params (string Task, Func<int, int> Base, Func<int, int> Tuned)[] tasks
    ) =>
        ScoreRows.Tabulate(
            "scores",
            from task in tasks
            from i in Enumerable.Range(0, 100)
            from row in new[] { (Model: "base", Score: task.Base(i)), (Model: "tuned", Score: task.Tuned(i)) }
            select new ScoreRow($"{i}", row.Model, row.Score, new Location("scores.csv", 2)) { Task = task.Task },
            new CompareSpec(Baseline: baseline, Candidates: ["all"])
        );

    private static int Until(int i, int end) => i < end ? 1 : 0;

    [Test]
    public void Gains_losses_and_what_is_open_are_told_apart()
    {
        var table = Table(
            "base",
            ("trained", i => Until(i, 40), i => Until(i, 90)),
            ("other", i => Until(i, 80), i => Until(i, 30)),
            ("third", i => Until(i, 50), i => Until((i + 2) % 100, 50))
        );
        var changes = TaskChanges.Of(Comparer.Compare(table)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((changes.Model, changes.Base), Is.EqualTo(("tuned", "base")));
            Assert.That(changes.Gained.Single().Task, Is.EqualTo("trained"));
            Assert.That(changes.Lost.Single().Task, Is.EqualTo("other"));
            Assert.That(
                ChangeText.Of(changes),
                Is.EqualTo(
                    "tuned against base over 3 tasks: gained on trained (+50.0 points); lost on other (\u221250.0 points); 1 still open"
                )
            );
        }
    }

    [Test]
    public void Without_a_declared_baseline_or_a_second_task_there_is_nothing_to_tell()
    {
        var one = Table("base", ("trained", i => Until(i, 40), i => Until(i, 90)));
        var none = Table(
            null,
            ("trained", i => Until(i, 40), i => Until(i, 90)),
            ("other", i => Until(i, 80), i => Until(i, 30))
        );
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TaskChanges.Of(Comparer.Compare(one)), Is.Empty);
            Assert.That(TaskChanges.Of(Comparer.Compare(none)), Is.Empty);
        }
    }
}
