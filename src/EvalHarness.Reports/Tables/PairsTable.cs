using System.Collections.Immutable;
using EvalHarness.Comparisons.Findings;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;
using EvalHarness.Reports.Views;

namespace EvalHarness.Reports.Tables;

/// <summary>The paired differences of one metric in numbers.</summary>
internal static class PairsTable
{
    /// <summary>Its table: pairs of the family first, then the rest.</summary>
    public static ReportTable Of(MetricView view) =>
        new(
            $"pairs-{view.Metric.Metric}",
            $"Paired differences in {Names.Metric(view.Metric.Metric)}",
            [
                new("model", "model"),
                new("against", "against"),
                new("difference", "difference" + (view.Metric.IsShare ? ", points" : ""), true),
                new("low", "low", true),
                new("high", "high", true),
                new("pairs", "pairs", true),
                new("p", "p", true),
                new("adjusted_p", "p, corrected", true),
                new("verdict", "verdict"),
                new("only_first_right", "only first right", true),
                new("only_second_right", "only second right", true),
                new("left_out", "left out", true),
                new("minimal_detectable", "smallest findable", true),
                new("samples_needed", "more samples needed", true),
                new("test", "test"),
                new("note", "note"),
            ],
            [.. view.Metric.Pairs.OrderBy(pair => pair.InFamily ? 0 : 1).Select(pair => Row(view, pair))]
        );

    private static ImmutableArray<Cell> Row(MetricView view, PairedComparison pair)
    {
        int decimals = Show.Decimals(pair.Difference, view.Metric.IsShare);
        return
        [
            pair.Model,
            pair.Against,
            Cell.Of(pair.Difference.Value, Show.Difference(pair.Difference, view.Metric.IsShare)),
            Scaled(pair.Difference.Low),
            Scaled(pair.Difference.High),
            Cell.Of(pair.Difference.N),
            Cell.Of(pair.PValue, Show.P(pair.PValue)),
            Cell.Of(pair.AdjustedPValue, Show.P(pair.AdjustedPValue)),
            Names.Verdict(pair.Verdict),
            Cell.Of(pair.OnlyFirstRight),
            Cell.Of(pair.OnlySecondRight),
            Cell.Of(pair.LeftOut),
            Scaled(pair.MinimalDetectable),
            Cell.Of(pair.SamplesNeeded),
            pair.Test,
            PairText.Note(pair) ?? "",
        ];

        Cell Scaled(double? value) =>
            value is { } number ? Cell.Of(number, Show.Number(number * view.Scale, decimals)) : Cell.None;
    }
}
