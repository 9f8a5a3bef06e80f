using System.Collections.Immutable;
using EvalHarness.Comparisons;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>The headline of a run with more than one task.</summary>
internal static class SeveralTasks
{
    /// <summary>Counts the verdicts over the tasks, never an average of unlike metrics.</summary>
    public static Headline Headline(Comparison comparison)
    {
        var tasks = comparison.Tasks.Select(task => Headlines.Headline.Of(comparison, task)).ToArray();
        var contests = comparison.Tasks.Select(task => Contest.Of(task, comparison.Run.Compare)).ToArray();
        var verdicts = contests.Select(contest => contest.Pair?.Verdict).ToArray();
        var (won, lost, open) = (
            Tasks(contests, PairVerdict.Better),
            Tasks(contests, PairVerdict.Worse),
            Tasks(contests, PairVerdict.Undecided)
        );
        var count = comparison.Tasks.Length;
        var models = contests.Select(contest => contest.Candidate?.Model).OfType<string>().Distinct().ToArray();
        var subject = models.Length == 1 ? models[0] : "The best candidate";
        return new Headline(
            comparison.Run.Description,
            $"{subject} wins {won.Length} of {count} tasks and loses {lost.Length}{Rest(open.Length, verdicts)}.",
            Sentence(won, "Better", lost, "worse", open),
            [.. tasks.SelectMany((task, i) => task.Undecided.Take(1).Select(s => $"{comparison.Tasks[i].Task}: {s}")).Take(4)],
            string.Join(' ', tasks.Select((task, i) => $"{comparison.Tasks[i].Task}: {task.Failures}")),
            Facts(comparison, won.Length, open.Length)
        );
    }

    private static string[] Tasks(Contest[] contests, PairVerdict verdict) =>
        [.. contests.Where(contest => contest.Pair?.Verdict == verdict).Select(contest => contest.Task.Task)];

    private static string Rest(int open, PairVerdict?[] verdicts)
    {
        var equal = verdicts.Count(verdict => verdict == PairVerdict.Equivalent);
        var untested = verdicts.Count(verdict => verdict is null or PairVerdict.NotComparable);
        return (equal > 0 ? $"; {equal} equal" : "")
            + (open > 0 ? $"; {open} undecided" : "")
            + (untested > 0 ? $"; {untested} not comparable" : "");
    }

    private static string Sentence(string[] won, string better, string[] lost, string worse, string[] open)
    {
        var parts = new List<string>();
        if (won.Length > 0)
        {
            parts.Add($"{better} in {Words.List(won)}");
        }

        if (lost.Length > 0)
        {
            parts.Add($"{(parts.Count == 0 ? "Worse" : worse)} in {Words.List(lost)}");
        }

        if (open.Length > 0)
        {
            parts.Add($"{(parts.Count == 0 ? "Not" : "not")} decided in {Words.List(open)}");
        }

        return parts.Count == 0 ? "" : string.Join("; ", parts) + ".";
    }

    private static ImmutableArray<Fact> Facts(Comparison comparison, int won, int open)
    {
        var models = comparison.Tasks.SelectMany(task => task.Models).ToArray();
        var planned = models.Sum(model => model.Planned);
        var missing = models.Sum(model => model.Outcomes[Core.Outcome.Failed] + model.Outcomes[Core.Outcome.NotRun]);
        var unknown = models.Where(model => model.CostUsd is null).Select(model => model.Model).Distinct().Count();
        var known = models.Sum(model => model.CostUsd ?? 0);
        return
        [
            new Fact($"{won} of {comparison.Tasks.Length}", "tasks in which the best candidate is better by more than noise"),
            new Fact($"{open}", "tasks undecided"),
            new Fact(
                Quantities.Money(known),
                unknown == 0 ? "for the whole run" : $"for the run, without {Show.Count(unknown, "model")} of unknown cost"
            ),
            new Fact($"{Show.Count(missing)} of {Show.Count(planned)}", "requests failed or not run"),
        ];
    }
}
