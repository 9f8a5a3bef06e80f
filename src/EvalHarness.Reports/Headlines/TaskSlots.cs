using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;

namespace EvalHarness.Reports.Headlines;

/// <summary>What stands beside the answer of several tasks: the cautions of each, counted.</summary>
internal static class TaskSlots
{
    /// <summary>What a gain costs elsewhere, what is open, how high the bar is, and what there is for nothing.</summary>
    public static ImmutableArray<Slot> Of(Cast[] casts, ImmutableArray<TaskChanges> changes)
    {
        Cast[] asked = [.. casts.Where(cast => cast.Contest is { Candidate: not null, Against: not null })];
        return asked.Length == 0 ? [] : [.. Lost(changes), Open(asked), Bar(asked), Free(asked)];
    }

    /// <summary>Models that are better in one task and worse in another: the best of each task alone does not show them.</summary>
    private static IEnumerable<Slot> Lost(ImmutableArray<TaskChanges> changes)
    {
        TaskChanges[] mixed = [.. changes.Where(one => one.Gained.Any() && one.Lost.Any())];
        if (mixed.MaxBy(one => one.Gained.Sum(task => Math.Abs(task.Pair.Difference.Value ?? 0))) is not { } most)
        {
            yield break;
        }

        var told = Passage.Of(
            Piece.Named(most.Model),
            $" is better than {Names.InText(most.Base)} in {Tasks(most.Gained)} and worse in {Tasks(most.Lost)}."
        );
        int more = mixed.Length - 1;
        yield return new Slot(
            "Lost elsewhere",
            more == 0
                ? told
                : told
                    + $" {Show.Count(more, "more model")} {(more == 1 ? "gains" : "gain")} here and {(more == 1 ? "loses" : "lose")} there.",
            true
        );
    }

    private static string Tasks(IEnumerable<TaskChange> changes) =>
        Names.List([.. changes.Select(change => change.Task)]);

    private static Slot Open(Cast[] casts)
    {
        Cast[] open = [.. casts.Where(cast => cast.Contest.Pair?.Verdict == PairVerdict.Undecided)];
        if (open.Length == 0)
        {
            return new Slot("Still open", "Nothing that was asked: every task is decided.", false);
        }

        var pair = open[0].Contest.Pair!;
        string first =
            $"{Names.InText(open[0].Contest.Task.Task)}: {Answers.Difference(open[0].Contest.Metric, pair)}, too close to call. "
            + (
                pair.SamplesNeeded is { } needed
                    ? $"About {Show.Count(needed)} more samples would settle it."
                    : "No affordable number of samples would settle a difference this small."
            );
        return new Slot(
            "Still open",
            open.Length == 1
                ? first
                : $"{first} {Show.Count(open.Length - 1)} more {(open.Length == 2 ? "task is" : "tasks are")} open.",
            true
        );
    }

    private static Slot Bar(Cast[] casts)
    {
        var bars = casts.Select(cast => (cast.Contest.Task.Task, Bar: Slots.Of(cast)[1])).ToArray();
        string[] low = [.. bars.Where(bar => bar.Bar.Title == "A low bar").Select(bar => bar.Task)];
        string[] high = [.. bars.Where(bar => !bar.Bar.IsWarning).Select(bar => bar.Task)];
        return low.Length > 0
                ? new Slot(
                    "A low bar",
                    $"In {Names.List(low)} what they are measured against is not shown to do better than something simple.",
                    true
                )
            : high.Length > 0
                ? new Slot(
                    "No low bar",
                    $"In {(high.Length == casts.Length ? "every task" : Names.List(high))} what they are measured against does better than something simple.",
                    false
                )
            : new Slot("A low bar?", "Nothing simple was asked: how much the reference is worth is not known.", true);
    }

    private static Slot Free(Cast[] casts)
    {
        const string title = "For nothing";
        if (casts.All(cast => cast.Free is null || cast.IsCandidateFree))
        {
            return Slots.Of(casts[0])[2];
        }

        string[] asGood =
        [
            .. casts
                .Where(cast =>
                    cast.Free is { } free
                    && !cast.IsCandidateFree
                    && cast.Contest.Metric.Find(cast.Contest.Candidate!.Model, free.Model)
                        is { Verdict: PairVerdict.Worse or PairVerdict.Equivalent }
                )
                .Select(cast => cast.Contest.Task.Task),
        ];
        return asGood.Length == 0
            ? new Slot(title, "In no task was a model that costs nothing shown to do as well.", false)
            : new Slot(title, $"In {Names.List(asGood)} a model that costs nothing does as well or better.", true);
    }
}
