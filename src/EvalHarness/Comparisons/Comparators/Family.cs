using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics.Tests;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>
/// Corrects p-values and gives verdicts: the declared family of comparisons as <c>compare:</c> says, every other pair by
/// Holm over the pairs of its leaderboard. Where the data choose the reference, a test against it alone would find equal
/// models "worse" in a fifth of runs with twenty of them: the family then has every pair that the choice could have led to,
/// as <see cref="HolmAllPairs"/> has.
/// </summary>
internal static class Family
{
    public static (ImmutableArray<TaskComparison> Tasks, FamilyCorrection Family) Correct(
        ImmutableArray<TaskComparison> tasks,
        RunHeader header
    )
    {
        var members = Members(tasks, header.Compare).ToList();
        var done = Possible(members, header.Compare.Correction);
        double[] adjusted =
            done.Applied == Correction.MaxT
                ? ByMaxT(members, header)
                : Adjust([.. members.Select(member => member.Pair.PValue!.Value)], done.Applied);
        var family = members.Zip(adjusted).ToDictionary(both => both.First, both => both.Second);
        ImmutableArray<TaskComparison> corrected =
        [
            .. tasks.Select(task =>
                task with
                {
                    Metrics = [.. task.Metrics.Select(m => Decide(task, m, family, header.Compare))],
                }
            ),
        ];
        return (corrected, done with { ChosenReferences = Chosen(tasks, header.Compare) });
    }

    /// <summary>On how many leaderboards of the family the data chose the reference among several.</summary>
    private static int Chosen(ImmutableArray<TaskComparison> tasks, CompareSpec compare) =>
        tasks.Sum(task =>
            task.Metrics.Count(metric =>
                IsDeclared(task, metric, compare)
                && References(task, metric, compare).Count > 1
                && metric.Pairs.Count(pair => pair.PValue is not null) > 1
            )
        );

    /// <summary>The declared correction, or Holm where one member has no signs to flip jointly with those of the others.</summary>
    private static FamilyCorrection Possible(List<Member> members, Correction declared)
    {
        int odd = declared == Correction.MaxT ? members.FindIndex(one => one.Pair.UnitDifferences is null) : -1;
        if (odd < 0)
        {
            return new FamilyCorrection(declared, declared, members.Count);
        }

        var (task, metric, pair) = members[odd];
        bool isPublished = metric.Leaderboard.Any(row =>
            row.Published is not null && (row.Model == pair.Model || row.Model == pair.Against)
        );
        var why =
            isPublished ? NoSigns.Published
            : pair.LeftOut > 0 ? NoSigns.MissingResponses
            : NoSigns.NoMean;
        var obstacle = new CorrectionObstacle(why, task, metric.Metric, pair.Model, pair.Against);
        return new FamilyCorrection(declared, Correction.Holm, members.Count, obstacle);
    }

    private static IEnumerable<Member> Members(ImmutableArray<TaskComparison> tasks, CompareSpec compare)
    {
        foreach (var task in tasks)
        {
            foreach (var metric in task.Metrics.Where(metric => IsDeclared(task, metric, compare)))
            {
                foreach (var pair in metric.Pairs.Where(pair => pair.PValue is not null))
                {
                    if (IsDeclared(task, metric, pair, compare))
                    {
                        yield return new Member(task.Task, metric, pair);
                    }
                }
            }
        }
    }

    private static bool IsDeclared(TaskComparison task, MetricComparison metric, CompareSpec compare) =>
        compare.On is { Length: > 0 } on
            ? on.Contains($"{task.Task}/{metric.Metric}")
            : !task.IsCopy && metric.Metric == task.Metrics[0].Metric;

    /// <summary>A candidate against the reference, or against any model that the data could have made the reference.</summary>
    private static bool IsDeclared(
        TaskComparison task,
        MetricComparison metric,
        PairedComparison pair,
        CompareSpec compare
    )
    {
        var references = References(task, metric, compare);
        var candidates = Candidates(task, compare);
        return (references.Contains(pair.Against) && candidates.Contains(pair.Model))
            || (references.Contains(pair.Model) && candidates.Contains(pair.Against));
    }

    /// <summary>
    /// The models that could be the reference of a leaderboard: the one that is named, or that is the only general one; else
    /// every general model, or every model where none is, of which the best in the data is taken.
    /// </summary>
    private static ImmutableHashSet<string> References(
        TaskComparison task,
        MetricComparison metric,
        CompareSpec compare
    )
    {
        if (metric.Reference is not { } reference || reference == compare.Baseline)
        {
            return metric.Reference is { } declared ? [declared] : [];
        }

        ImmutableHashSet<string> listed = [.. metric.Leaderboard.Select(row => row.Model)];
        var general = task.Models.Where(model => model.Kind == ModelKind.General && listed.Contains(model.Model));
        ImmutableHashSet<string> choice = [.. general.Select(model => model.Model)];
        return choice.IsEmpty ? listed : choice;
    }

    private static ImmutableHashSet<string> Candidates(TaskComparison task, CompareSpec compare)
    {
        var names = task.Models.Select(model => model.Model);
        var custom = task.Models.Where(model => model.Kind == ModelKind.Custom).Select(model => model.Model);
        return compare.Candidates switch
        {
            null or ["custom"] => custom.Any() ? [.. custom] : [.. names],
            ["all"] => [.. names],
            { } listed => [.. listed],
        };
    }

    /// <summary>
    /// Joint sign flips of all independent units; comparisons of different tasks stand in rows of their own, zero elsewhere.
    /// </summary>
    private static double[] ByMaxT(List<Member> members, RunHeader header)
    {
        var start = new Dictionary<string, int>(StringComparer.Ordinal);
        int units = 0;
        foreach (var member in members.Where(member => start.TryAdd(member.Task, units)))
        {
            units += member.Pair.UnitDifferences!.Length;
        }

        double[] rows = new double[units * members.Count];
        for (int column = 0; column < members.Count; column++)
        {
            double[] differences = members[column].Pair.UnitDifferences!;
            for (int unit = 0; unit < differences.Length; unit++)
            {
                rows[((start[members[column].Task] + unit) * members.Count) + column] = differences[unit];
            }
        }

        return members.Count == 0
            ? []
            :
            [
                .. MaxT.Resampled(
                    rows,
                    members.Count,
                    header.Compare.Resamples,
                    unchecked((ulong)header.Seed)
                ).PAdjusted,
            ];
    }

    private static double[] Adjust(double[] values, Correction correction) =>
        values.Length < 2
            ? values
            : correction switch
            {
                Correction.Holm => MultipleComparisons.Holm(values),
                Correction.Hochberg => MultipleComparisons.Hochberg(values),
                Correction.BenjaminiHochberg => MultipleComparisons.BenjaminiHochberg(values),
                Correction.None => values,
                _ => throw new System.Diagnostics.UnreachableException($"{correction} adjusts no p-values"),
            };

    private static MetricComparison Decide(
        TaskComparison task,
        MetricComparison metric,
        Dictionary<Member, double> family,
        CompareSpec compare
    )
    {
        var tested = metric.Pairs.Where(pair => pair.PValue is not null).ToList();
        double[] holm = Adjust([.. tested.Select(pair => pair.PValue!.Value)], Correction.Holm);
        var overAll = tested.Zip(holm).ToDictionary(both => both.First, both => both.Second);
        var pairs = metric
            .Pairs.Select(pair =>
                family.TryGetValue(new Member(task.Task, metric, pair), out double declared)
                    ? Decide(pair, declared, metric, compare, family.Count, inFamily: true)
                : overAll.TryGetValue(pair, out double undeclared)
                    ? Decide(pair, undeclared, metric, compare, overAll.Count, inFamily: false)
                : pair
            )
            .ToImmutableArray();
        return Standings.Of(metric with { Pairs = pairs });
    }

    private static PairedComparison Decide(
        PairedComparison pair,
        double adjusted,
        MetricComparison metric,
        CompareSpec compare,
        int tests,
        bool inFamily
    )
    {
        if (adjusted > 1 - compare.Confidence || pair.Difference.Value is null or 0)
        {
            var open = pair.IsEquivalent ? PairVerdict.Equivalent : PairVerdict.Undecided;
            return pair.Decide(adjusted, inFamily, open, Missing(pair, compare, tests));
        }

        bool isBetter = pair.Difference.Value > 0 == metric.HigherIsBetter;
        return pair.Decide(adjusted, inFamily, isBetter ? PairVerdict.Better : PairVerdict.Worse, null);
    }

    /// <summary>
    /// Samples still needed for 80 % power at the level divided by the number of tests, which is what the pair must pass at
    /// worst; null where that is hopeless, or where there are enough already for what was to be found.
    /// </summary>
    private static long? Missing(PairedComparison pair, CompareSpec compare, int tests)
    {
        double? total = pair.NeededAt?.Invoke(1 - ((1 - compare.Confidence) / Math.Max(1, tests)));
        double? missing = Math.Ceiling(total ?? double.NaN) - pair.Difference.N;
        return missing is > 0 and < 1e12 ? (long)missing : null;
    }

    private readonly record struct Member(string Task, MetricComparison Metric, PairedComparison Pair);
}
