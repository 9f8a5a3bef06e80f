using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;

namespace EvalHarness.Reports.Headlines;

/// <summary>What a product lead repeats after reading a report: the answer, its number, what is open, money, failures.</summary>
/// <param name="Question">The question of the suite; empty when it has none.</param>
/// <param name="Answer">One sentence that answers it.</param>
/// <param name="Number">The numbers behind the answer, with their intervals.</param>
/// <param name="Undecided">What the data leave open and how many samples it would take, one sentence each.</param>
/// <param name="Failures">Whether failed requests could change the conclusion, in one sentence.</param>
/// <param name="Facts">The same as numbers, four at most.</param>
internal sealed record Headline(
    string Question,
    string Answer,
    string Number,
    ImmutableArray<string> Undecided,
    string Failures,
    ImmutableArray<Fact> Facts
)
{
    /// <summary>The headline of a run: that of its task, or of its tasks together.</summary>
    /// <param name="comparison">The run compared.</param>
    public static Headline Of(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return comparison.Tasks switch
        {
            [] => new Headline(
                comparison.Run.Description,
                "Nothing was measured.",
                "The run holds no task with scores.",
                [],
                "",
                []
            ),
            var tasks when tasks.All(task => task.IsPublished) => PublishedTasks.Headline(comparison),
            [var only] => Of(comparison, only),
            _ => SeveralTasks.Headline(comparison),
        };
    }

    /// <summary>The headline of one task of a run.</summary>
    /// <param name="comparison">The run compared.</param>
    /// <param name="task">One of its tasks.</param>
    public static Headline Of(Comparison comparison, TaskComparison task)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(task);
        var contest = Contest.Of(task, comparison.Run.Compare);
        var facts = ImmutableArray.CreateBuilder<Fact>();
        facts.AddRange(HeadlineFacts.Of(contest, comparison.Family));
        var failures = Missing.Of(contest.Missing(), comparison.Run.Compare.MaxFailed);
        facts.Add(failures.Fact);
        return new Headline(
            comparison.Run.Description,
            Answers.Sentence(contest),
            Answers.Numbers(contest, comparison.Family),
            OpenPairs.Sentences(contest),
            failures.Sentence,
            facts.ToImmutable()
        );
    }
}
