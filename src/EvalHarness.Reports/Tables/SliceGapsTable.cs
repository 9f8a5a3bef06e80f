using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Tables;

/// <summary>How far each model falls behind its own score where it is worst, by the values of one slice field.</summary>
internal static class SliceGapsTable
{
    public static ReportTable Of(MetricView view, string field) =>
        new(
            $"slice-gaps-{view.Metric.Metric}-{field}",
            $"{Names.MetricFirst(view.Metric.Metric)} where each model is worst, by {field}",
            [
                new("model", "model"),
                new("worst", "worst at"),
                new("samples", "samples", true),
                new("score", "score there", true),
                new("whole", "score", true),
                new("gap", view.Metric.IsShare ? "gap, points" : "gap", true),
                new("low", "low", true),
                new("high", "high", true),
                new("shown", "shown"),
            ],
            [.. view.Metric.SliceGaps.Where(gap => gap.Field == field).Select(gap => Row(view, gap))]
        );

    private static ImmutableArray<Cell> Row(MetricView view, SliceGap gap)
    {
        int decimals = Show.Decimals(gap.Gap, view.Metric.IsShare);
        return
        [
            gap.Model,
            gap.Worst,
            Cell.Of(gap.Samples),
            Number(gap.Score),
            Number(gap.Whole),
            Number(gap.Gap.Value),
            Number(gap.Gap.Low),
            Number(gap.Gap.High),
            gap.IsShown ? "yes" : "no",
        ];

        Cell Number(double? value) => Cell.Of(value, view.Scale, decimals);
    }
}
