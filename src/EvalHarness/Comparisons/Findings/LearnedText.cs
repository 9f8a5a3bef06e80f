using System.Globalization;
using EvalHarness.Comparisons.Results;
using EvalHarness.Scoring.Texts;

namespace EvalHarness.Comparisons.Findings;

/// <summary>How models score on samples that one of them learned from, and on the others, in words.</summary>
public static class LearnedText
{
    private const int MostModels = 4;

    /// <summary>A sentence without a full stop, the largest gap first; null where no sample is known to be among what was learned from, or all are.</summary>
    /// <param name="task">The task.</param>
    public static string? Of(TaskComparison task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var metric = task.Headline;
        var slices = metric.Slices.Where(slice => slice.Field == LearnedTexts.Slice).ToArray();
        if (
            Array.Find(slices, slice => slice.Value == "yes") is not { } among
            || Array.Find(slices, slice => slice.Value == "no") is not { } others
        )
        {
            return null;
        }

        var models =
            from row in among.Rows
            let other = others.Rows.First(one => one.Model == row.Model).Estimate.Value
            let gap = row.Estimate.Value - other
            where gap is not null
            orderby Math.Abs(gap.Value) descending
            select $"{row.Model} {Value(row.Estimate.Value!.Value)} on them, {Value(other!.Value)} on the others";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{LearnedTexts.Slice}, {among.Samples:N0} of {task.Samples:N0} samples: {string.Join("; ", models.Take(MostModels))}"
        );

        string Value(double value) =>
            metric.IsShare
                ? ((decimal)(100 * value)).ToString("0.0", CultureInfo.InvariantCulture) + " %"
                : value.ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '\u2212');
    }
}
