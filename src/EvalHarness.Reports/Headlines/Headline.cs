using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>What a product lead repeats after reading a report: the answer, its numbers, the cautions, money, failures.</summary>
/// <param name="Question">The question of the suite; empty when it has none.</param>
/// <param name="Answer">One sentence that answers it.</param>
/// <param name="Number">The numbers behind the answer, with their intervals, and which model plays which role.</param>
/// <param name="Undecided">What the data leave open and how many samples it would take, one passage each.</param>
/// <param name="Failures">Whether failed requests could change the conclusion, in one sentence.</param>
/// <param name="Facts">What it rests on and what it costs, four numbers at most.</param>
internal sealed record Headline(
    string Question,
    string Answer,
    Passage Number,
    ImmutableArray<Passage> Undecided,
    string Failures,
    ImmutableArray<Fact> Facts
)
{
    /// <summary>The cautions beside the answer; empty where nothing was compared.</summary>
    public ImmutableArray<Slot> Slots { get; init; } = [];

    /// <summary>Whether requests failed that could change the conclusion.</summary>
    public bool IsDoubtful { get; init; }

    /// <summary>The headline of a run: that of its task, or of its tasks together.</summary>
    /// <param name="comparison">The run compared.</param>
    public static Headline Of(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var whole = OfTasks(comparison);
        return comparison.Run.Shards is { } part
            ? whole with
            {
                Slots = [PartOf(part, comparison.Run), .. whole.Slots],
            }
            : whole;
    }

    private static Headline OfTasks(Comparison comparison) =>
        comparison.Tasks switch
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
            var tasks when tasks.Where(task => !task.IsCopy).ToArray() is [var claim] => Of(comparison, claim),
            _ => SeveralTasks.Headline(comparison),
        };

    private static Slot PartOf(ShardHeader part, RunHeader run)
    {
        string named = $"{part}";
        long samples = run.Tasks.Sum(task => (long)task.Samples);
        long planned = part.Samples.Values.Sum(count => (long)count);
        return new Slot(
            "Only a part",
            $"{char.ToUpperInvariant(named[0])}{named[1..]}: {Show.Count(samples)} of {Show.Count(planned)} samples.",
            true
        );
    }

    /// <summary>The headline of one task of a run.</summary>
    /// <param name="comparison">The run compared.</param>
    /// <param name="task">One of its tasks.</param>
    public static Headline Of(Comparison comparison, TaskComparison task)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(task);
        var cast = new Cast(comparison.Run, Contest.Of(task, comparison.Run.Compare));
        var missing = cast.Contest.Missing();
        var failures = Missing.Of(missing, comparison.Run.Compare.MaxFailed);
        return new Headline(
            comparison.Run.Description,
            Answers.Sentence(cast),
            Leads.Of(cast, comparison.Family),
            OpenPairs.Sentences(cast),
            failures.Sentence,
            [.. HeadlineFacts.Of(cast), failures.Fact]
        )
        {
            Slots = Headlines.Slots.Of(cast),
            IsDoubtful = missing.IsDoubtful,
        };
    }
}
