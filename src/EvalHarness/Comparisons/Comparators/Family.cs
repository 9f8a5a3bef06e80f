using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics.Numerics;
using EvalHarness.Statistics.Tests;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>
/// Corrects p-values and gives verdicts: the declared family of comparisons as <c>compare:</c> says, every other pair by
/// Holm over the pairs of its leaderboard.
/// </summary>
internal static class Family
{
    public static ImmutableArray<TaskComparison> Correct(ImmutableArray<TaskComparison> tasks, RunHeader header)
    {
        var members = Members(tasks, header.Compare).ToList();
        double[] adjusted =
            header.Compare.Correction == Correction.MaxT
            && members.TrueForAll(member => member.Pair.UnitDifferences is not null)
                ? ByMaxT(members, header)
                : Adjust([.. members.Select(member => member.Pair.PValue!.Value)], header.Compare.Correction);
        var family = members.Zip(adjusted).ToDictionary(both => both.First, both => both.Second);
        return
        [
            .. tasks.Select(task =>
                task with
                {
                    Metrics = [.. task.Metrics.Select(m => Decide(task, m, family, header.Compare))],
                }
            ),
        ];
    }

    /// <summary>The words for the report: which family, which correction.</summary>
    public static string Sentence(CompareSpec compare, int size) =>
        size == 0
            ? "No pair was declared in advance; p-values are corrected by Holm over all pairs of a leaderboard."
            : FormattableString.Invariant($"The {size} declared comparison{(size == 1 ? "" : "s")} ")
                + (
                    size == 1
                        ? "needs no correction"
                        : $"{(compare.Correction == Correction.None ? "are not corrected" : $"are corrected by {Name(compare.Correction)}")}"
                )
                + "; every other pair by Holm over all pairs of its leaderboard.";

    private static string Name(Correction correction) =>
        correction switch
        {
            Correction.Holm => "Holm",
            Correction.Hochberg => "Hochberg",
            Correction.BenjaminiHochberg => "Benjamini and Hochberg (false discovery rate)",
            Correction.MaxT => "Westfall and Young's maxT",
            Correction.None => "nothing",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

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
                        yield return new Member(task.Task, metric.Metric, pair);
                    }
                }
            }
        }
    }

    private static bool IsDeclared(TaskComparison task, MetricComparison metric, CompareSpec compare) =>
        compare.On is { Length: > 0 } on
            ? on.Contains($"{task.Task}/{metric.Metric}")
            : metric.Metric == task.Metrics[0].Metric;

    private static bool IsDeclared(
        TaskComparison task,
        MetricComparison metric,
        PairedComparison pair,
        CompareSpec compare
    )
    {
        string? other =
            pair.Model == metric.Reference ? pair.Against
            : pair.Against == metric.Reference ? pair.Model
            : null;
        return other is not null && Candidates(task, compare).Contains(other);
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
                Correction.Holm or Correction.MaxT => MultipleComparisons.Holm(values),
                Correction.Hochberg => MultipleComparisons.Hochberg(values),
                Correction.BenjaminiHochberg => MultipleComparisons.BenjaminiHochberg(values),
                Correction.None => values,
                _ => throw new System.Diagnostics.UnreachableException(),
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
                family.TryGetValue(new Member(task.Task, metric.Metric, pair), out double declared)
                    ? Decide(pair with { AdjustedPValue = declared, InFamily = true }, metric, compare, family.Count)
                : overAll.TryGetValue(pair, out double undeclared)
                    ? Decide(pair with { AdjustedPValue = undeclared }, metric, compare, overAll.Count)
                : pair
            )
            .ToImmutableArray();
        var decided = metric with { Pairs = pairs };
        var board = metric.Leaderboard;
        return decided with
        {
            TieGroups = TieGroups.Find(board.Length, (better, worse) => Differ(decided, board[better], board[worse])),
            PairMethod = PairMethod(decided, compare, family.Count),
        };
    }

    /// <summary>Whether two places are told apart; a published score that was not tested ties with nobody.</summary>
    private static bool Differ(MetricComparison metric, LeaderboardRow better, LeaderboardRow worse) =>
        metric.Find(better.Model, worse.Model)?.Verdict switch
        {
            PairVerdict.Better or PairVerdict.Worse => true,
            PairVerdict.NotComparable => better.Published is not null || worse.Published is not null,
            _ => false,
        };

    private static PairedComparison Decide(
        PairedComparison pair,
        MetricComparison metric,
        CompareSpec compare,
        int tests
    )
    {
        bool isDecided = pair.AdjustedPValue <= 1 - compare.Confidence && pair.Difference.Value is not (null or 0);
        if (!isDecided)
        {
            return pair with
            {
                Verdict = pair.IsEquivalent ? PairVerdict.Equivalent : PairVerdict.Undecided,
                SamplesNeeded = pair.SamplesNeeded == 0 ? AtCorrectedLevel(pair, compare, tests) : pair.SamplesNeeded,
            };
        }

        bool isHigher = pair.Difference.Value > 0;
        return pair with
        {
            Verdict = isHigher == metric.HigherIsBetter ? PairVerdict.Better : PairVerdict.Worse,
            SamplesNeeded = null,
        };
    }

    /// <summary>
    /// Samples still needed where the pair alone would be decided and only the correction keeps it open: 80 % power at the
    /// level divided by the number of tests.
    /// </summary>
    private static long? AtCorrectedLevel(PairedComparison pair, CompareSpec compare, int tests)
    {
        if (pair.Difference is not { StandardError: { } error and > 0, Value: { } value })
        {
            return null;
        }

        double z = UnitNormal.Critical(1 - ((1 - compare.Confidence) / tests)) + UnitNormal.Quantile(0.8);
        double ratio = z * error / Math.Max(Math.Abs(value), compare.Margin);
        double missing = Math.Ceiling(pair.Difference.N * ((ratio * ratio) - 1));
        return missing is > 0 and < 1e12 ? (long)missing : null;
    }

    private static string PairMethod(MetricComparison metric, CompareSpec compare, int size) =>
        metric.Pairs.FirstOrDefault(pair => pair.PValue is not null) is { } pair
            ? $"{pair.Test}. {Sentence(compare, size)}"
            : "";

    private readonly record struct Member(string Task, string Metric, PairedComparison Pair);
}
