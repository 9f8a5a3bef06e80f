using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>The headline of a run with more than one task.</summary>
internal static class SeveralTasks
{
    private const string BestOfEach = "the best candidate";

    /// <summary>Counts the verdicts over the tasks, never an average of unlike metrics.</summary>
    public static Headline Headline(Comparison comparison)
    {
        // Copies of samples stand for no claim of their own.
        Cast[] casts =
        [
            .. comparison
                .Tasks.Where(task => !task.IsCopy)
                .Select(task => new Cast(comparison.Run, Contest.Of(task, comparison.Run.Compare))),
        ];
        var contests = Array.ConvertAll(casts, cast => cast.Contest);
        return new Headline(
            comparison.Run.Description,
            Answer(casts),
            Named(casts) + Verdicts(casts),
            [
                .. casts
                    .SelectMany(cast =>
                        OpenPairs.Sentences(cast).Take(1).Select(open => $"{cast.Contest.Task.Task}: " + open)
                    )
                    .Take(4),
            ],
            Failures(contests),
            Facts(comparison, contests)
        )
        {
            Slots = TaskSlots.Of(casts, TaskChanges.Of(comparison)),
            IsDoubtful = contests.Any(contest => contest.Missing().IsDoubtful),
        };
    }

    private static string Answer(Cast[] casts)
    {
        var contests = Array.ConvertAll(casts, cast => cast.Contest);
        var (subject, rival) = Roles(casts);
        int won = Tasks(contests, PairVerdict.Better).Length;
        int lost = Tasks(contests, PairVerdict.Worse).Length;
        int even = Tasks(contests, PairVerdict.Equivalent).Length;
        int open = contests.Length - won - lost - even;
        string says = (won, lost, open) switch
        {
            _ when won == contests.Length => $"{subject.The} {subject.Is} better than {rival.The} in all {won} tasks",
            _ when lost == contests.Length => $"{subject.The} {subject.Is} worse than {rival.The} in all {lost} tasks",
            (0, 0, _) when open > 0 =>
                $"Whether {subject.The} {subject.Is} better than {rival.The} is still open in {(even == 0 ? "all" : Show.Count(open) + " of")} {contests.Length} tasks",
            _ =>
                $"{(subject.The == BestOfEach ? "Task by task, " : "")}{subject.The} {subject.Is} better than {rival.The} in {won} of {contests.Length} tasks"
                    + $" and worse in {(lost == 0 ? "none" : Show.Count(lost))}"
                    + (open > 0 ? $"; {Show.Count(open)} {(open == 1 ? "is" : "are")} still open" : ""),
        };
        return Cast.Capital(says) + ".";
    }

    /// <summary>Both sides by role where each task has the same two, by id where roles are the same.</summary>
    private static (Role Subject, Role Rival) Roles(Cast[] casts)
    {
        Role[] subjects =
        [
            .. casts
                .Where(cast => cast.Contest.Candidate is not null)
                .Select(cast => cast.RoleOf(cast.Contest.Candidate!.Model))
                .Distinct(),
        ];
        Role[] rivals =
        [
            .. casts
                .Where(cast => cast.Contest.Against is not null)
                .Select(cast => cast.RoleOf(cast.Contest.Against!.Model))
                .Distinct(),
        ];
        if (subjects is [var one] && rivals is [var other] && one.The != other.The)
        {
            return (one, new Role(other.After(one), other.IsPlural));
        }

        string[] candidates = Ids(casts, cast => cast.Contest.Candidate);
        string[] against = Ids(casts, cast => cast.Contest.Against);
        return (
            new Role(candidates is [var id] ? Answers.Short(id) : BestOfEach),
            new Role(against is [var reference] ? Answers.Short(reference) : "its reference")
        );
    }

    /// <summary>Which id plays which role, where the answer names roles.</summary>
    private static Passage Named(Cast[] casts)
    {
        if (
            Ids(casts, cast => cast.Contest.Candidate) is not [var candidate]
            || Ids(casts, cast => cast.Contest.Against) is not [var against]
        )
        {
            return Passage.Empty;
        }

        var (subject, rival) = Roles(casts);
        return subject.The.StartsWith("the ", StringComparison.Ordinal) && casts[0].HasRoles
            ? Passage.Of(
                $"{Cast.Capital(subject.The)} is ",
                Piece.Named(candidate),
                $", {rival.The} is ",
                Piece.Named(against),
                ". "
            )
            : Passage.Empty;
    }

    private static string[] Ids(Cast[] casts, Func<Cast, LeaderboardRow?> row) =>
        [.. casts.Select(row).OfType<LeaderboardRow>().Select(one => one.Model).Distinct()];

    /// <summary>Which tasks have which verdict, each with its candidate where they differ.</summary>
    private static string Verdicts(Cast[] casts)
    {
        bool differ = Ids(casts, cast => cast.Contest.Candidate).Length > 1;
        var parts = Enum.GetValues<PairVerdict>()
            .OrderBy(verdict => verdict is PairVerdict.Undecided or PairVerdict.NotComparable ? 1 : 0)
            .Select(verdict =>
                (
                    verdict,
                    contests: casts
                        .Select(cast => cast.Contest)
                        .Where(contest => contest.Pair?.Verdict == verdict)
                        .ToArray()
                )
            )
            .Where(part => part.contests.Length > 0)
            .Select(part =>
                $"{Names.Verdict(part.verdict)} in {Names.List([.. part.contests.Select(contest => Told(contest, differ))])}"
            );
        string text = string.Join("; ", parts);
        return text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..] + ".";
    }

    private static string Told(Contest contest, bool withCandidate) =>
        withCandidate && contest.Candidate is { } candidate
            ? $"{contest.Task.Task} ({Answers.Short(candidate.Model)})"
            : contest.Task.Task;

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
                models.All(model => model.CostUsd is null)
                    ? "unknown"
                    : Quantities.Money(models.Sum(model => model.CostUsd ?? 0)),
                models.All(model => model.CostUsd is null) ? "cost of the run"
                    : unknown == 0 ? "for the whole run"
                    : $"for the run, without {Show.Count(unknown, "model")} of unknown cost"
            ),
            new Fact($"{Show.Count(missing)} of {Show.Count(asked)}", "requests failed or not run"),
        ];
    }
}
