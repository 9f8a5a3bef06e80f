using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>The headline of a run with more than one task.</summary>
internal static class SeveralTasks
{
    /// <summary>Counts the verdicts over the tasks, never an average of unlike metrics.</summary>
    public static Headline Headline(Comparison comparison)
    {
        var contests = comparison.Tasks.Select(task => Contest.Of(task, comparison.Run.Compare)).ToArray();
        return new Headline(
            comparison.Run.Description,
            Answer(contests),
            Verdicts(contests),
            [
                .. contests
                    .SelectMany(contest =>
                        OpenPairs.Sentences(contest).Take(1).Select(open => $"{contest.Task.Task}: {open}")
                    )
                    .Take(4),
            ],
            Failures(contests),
            Facts(comparison, contests)
        );
    }

    private static string Answer(Contest[] contests)
    {
        string?[] candidates = contests.Select(contest => contest.Candidate?.Model).Distinct().ToArray();
        string?[] rivals = contests.Select(contest => contest.Against?.Model).Distinct().ToArray();
        string subject = candidates is [{ } one] ? Answers.Short(one) : "The best candidate";
        string rival = rivals is [{ } other] ? Answers.Short(other) : "its reference";
        var (won, lost) = (Tasks(contests, PairVerdict.Better).Length, Tasks(contests, PairVerdict.Worse).Length);
        return (won, lost) switch
        {
            _ when won == contests.Length => $"{subject} beats {rival} in all {won} tasks.",
            _ when lost == contests.Length => $"{subject} falls short of {rival} in all {lost} tasks.",
            (0, 0) => $"Whether {subject} is better than {rival} is not decided in any of {contests.Length} tasks.",
            _ =>
                $"{subject} beats {rival} in {won} of {contests.Length} tasks and falls short in {(lost == 0 ? "none" : lost)}.",
        };
    }

    private static string Verdicts(Contest[] contests)
    {
        var parts = Enum.GetValues<PairVerdict>()
            .OrderBy(verdict => verdict is PairVerdict.Undecided or PairVerdict.NotComparable ? 1 : 0)
            .Select(verdict => (verdict, tasks: Tasks(contests, verdict)))
            .Where(part => part.tasks.Length > 0)
            .Select(part => $"{Names.Verdict(part.verdict)} in {Names.List(part.tasks)}");
        string text = string.Join("; ", parts);
        return text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..] + ".";
    }

    private static string Failures(Contest[] contests)
    {
        string[] doubtful =
        [
            .. contests.Where(contest => contest.Missing().IsDoubtful).Select(contest => contest.Task.Task),
        ];
        return doubtful.Length == 0
            ? "No conclusion depends on requests that failed or were not run."
            : $"Requests that failed or were not run could change the conclusion of {Names.List(doubtful)}.";
    }

    private static string[] Tasks(Contest[] contests, PairVerdict verdict) =>
        [.. contests.Where(contest => contest.Pair?.Verdict == verdict).Select(contest => contest.Task.Task)];

    private static ImmutableArray<Fact> Facts(Comparison comparison, Contest[] contests)
    {
        var models = comparison.Tasks.SelectMany(task => task.Models).ToArray();
        long asked = models.Sum(model => model.Completeness.Asked);
        long missing = models.Sum(model => model.Completeness.Missing);
        int unknown = models.Where(model => model.CostUsd is null).Select(model => model.Model).Distinct().Count();
        return
        [
            new Fact(
                $"{Tasks(contests, PairVerdict.Better).Length} of {contests.Length}",
                "tasks won by more than noise"
            ),
            new Fact($"{Tasks(contests, PairVerdict.Undecided).Length}", "tasks undecided"),
            new Fact(
                Quantities.Money(models.Sum(model => model.CostUsd ?? 0)),
                unknown == 0
                    ? "for the whole run"
                    : $"for the run, without {Show.Count(unknown, "model")} of unknown cost"
            ),
            new Fact($"{Show.Count(missing)} of {Show.Count(asked)}", "requests failed or not run"),
        ];
    }
}
