using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Figures;

/// <summary>The scores of the best models by the values of one slice field, the largest slices where there are many.</summary>
internal static class SlicesFigure
{
    /// <summary>The chart; null where no slice has a score.</summary>
    public static Figure? Draw(MetricView view, string field)
    {
        var best = view
            .Metric.Leaderboard.Take(GroupsFigure.MostModels)
            .Select(row => view.Task.Report.StyleOf(row.Model));
        var slices = view.Metric.Slices.Where(slice => slice.Field == field).ToArray();
        var largest = slices.OrderByDescending(slice => slice.Samples).Take(GroupsFigure.MostGroups).ToHashSet();
        return GroupsFigure.Draw(
            [.. best],
            [.. slices.Where(largest.Contains).Select(Group)],
            view.Scale,
            view.Title,
            $"{Names.Metric(view.Metric.Metric)} by {field}"
        );
    }

    private static Group Group(SliceComparison slice) =>
        new(slice.Value, slice.Samples, slice.IsSmall, slice.Rows.ToDictionary(row => row.Model, row => row.Estimate));
}
