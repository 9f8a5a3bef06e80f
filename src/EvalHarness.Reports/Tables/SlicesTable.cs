using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Tables;

/// <summary>The scores by the values of one slice field in numbers.</summary>
internal static class SlicesTable
{
    public static ReportTable Of(MetricView view, string field) =>
        new(
            $"slices-{view.Metric.Metric}-{field}",
            $"{Names.MetricFirst(view.Metric.Metric)} by {field}",
            [
                new("field", "field"),
                new("value", "value"),
                new("samples", "samples", true),
                new("clusters", "clusters", true),
                new("model", "model"),
                new("score", view.Title, true),
                new("low", "low", true),
                new("high", "high", true),
                new("note", "note"),
            ],
            [
                .. view
                    .Metric.Slices.Where(slice => slice.Field == field)
                    .SelectMany(slice => slice.Rows.Select(row => Row(view, slice, row))),
            ]
        );

    private static ImmutableArray<Cell> Row(MetricView view, SliceComparison slice, SliceRow row)
    {
        int decimals = Show.Decimals(row.Estimate, view.Metric.IsShare);
        return
        [
            slice.Field,
            slice.Value,
            Cell.Of(slice.Samples),
            Cell.Of(slice.Clusters),
            row.Model,
            Cell.Of(row.Estimate.Value, Show.Value(row.Estimate, view.Metric.IsShare)),
            Limit(row.Estimate.Low),
            Limit(row.Estimate.High),
            row.Estimate.Note ?? (slice.IsSmall ? "small: a hint only" : ""),
        ];

        Cell Limit(double? value) => Cell.Of(value, view.Scale, decimals);
    }
}
