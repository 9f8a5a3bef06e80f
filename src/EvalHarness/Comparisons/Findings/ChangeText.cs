using System.Globalization;
using EvalHarness.Comparisons.Results;

namespace EvalHarness.Comparisons.Findings;

/// <summary>What models gained and lost over the tasks, in words: the same in a terminal and a report.</summary>
public static class ChangeText
{
    private const int MostTasks = 4;

    /// <summary>A model's tasks in a sentence without a full stop: gained, lost, as good, open.</summary>
    /// <param name="changes">The model's.</param>
    public static string Of(TaskChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        int untested = changes.Tasks.Count(task => task.Pair.Verdict == PairVerdict.NotComparable);
        string?[] parts =
        [
            Part("gained on", changes.Gained),
            Part("lost on", changes.Lost),
            Part("as good on", changes.Alike),
            changes.Open.Any() ? Counted(changes.Open.Count(), "still open") : null,
            untested > 0 ? Counted(untested, "not tested") : null,
        ];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{changes.Model} against {changes.Base} over {changes.Tasks.Length} tasks: {string.Join("; ", parts.OfType<string>())}"
        );
    }

    private static string? Part(string what, IEnumerable<TaskChange> tasks)
    {
        TaskChange[] all = [.. tasks.OrderByDescending(task => Math.Abs(task.Pair.Difference.Value ?? 0))];
        string more =
            all.Length > MostTasks
                ? string.Create(CultureInfo.InvariantCulture, $" and {all.Length - MostTasks} more")
                : "";
        return all.Length == 0 ? null : $"{what} {string.Join(", ", all.Take(MostTasks).Select(Named))}{more}";
    }

    private static string Counted(int tasks, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{tasks} {what}");

    private static string Named(TaskChange task)
    {
        if (task.Pair.Difference.Value is not { } value)
        {
            return task.Task;
        }

        var (scale, unit, decimals) = task.Metric.IsShare ? (100, " points", 1) : (1, "", 3);
        string size = Math.Abs(scale * value)
            .ToString(
                "0." + new string('0', Digits.Of(task.Pair.Difference, scale, decimals)),
                CultureInfo.InvariantCulture
            );
        string sign =
            size.AsSpan().IndexOfAnyExcept("0.") < 0 ? ""
            : value > 0 ? "+"
            : "\u2212";
        return $"{task.Task} ({sign}{size}{unit})";
    }
}
