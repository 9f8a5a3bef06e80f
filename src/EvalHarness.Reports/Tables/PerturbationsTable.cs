using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Reports.Formats;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Reports.Tables;

/// <summary>What the models lose on changed copies of samples, in numbers.</summary>
internal static class PerturbationsTable
{
    public static ReportTable Of(string task, string metric, ImmutableArray<PerturbationComparison> changes)
    {
        string unit = changes[0].IsShare ? ", points" : "";
        return new(
            $"copies-{task}-{metric}",
            $"{Names.MetricFirst(metric)} on changed copies of {task}",
            [
                new("change", "change"),
                new("model", "model"),
                new("samples", "samples", true),
                new("original", changes[0].IsShare ? "as they are, %" : "as they are", true),
                new("copies", changes[0].IsShare ? "copies, %" : "copies", true),
                new("loss", "loss" + unit, true),
                new("low", "low", true),
                new("high", "high", true),
                new("adjusted_p", "adjusted p", true),
                new("verdict", "verdict"),
                new("turned", "other answers, %", true),
            ],
            [.. changes.SelectMany(change => change.Rows.Select(row => Row(change, row)))]
        );
    }

    private static ImmutableArray<Cell> Row(PerturbationComparison change, PerturbationRow row)
    {
        double scale = change.IsShare ? 100 : 1;
        int decimals = Show.Decimals(row.Loss, change.IsShare);
        return
        [
            change.Perturbation,
            row.Model,
            Cell.Of(change.Samples),
            Score(row.Original),
            Score(row.Copies),
            Number(row.Loss.Value),
            Number(row.Loss.Low),
            Number(row.Loss.High),
            Cell.Of(row.AdjustedPValue, Show.P(row.AdjustedPValue)),
            Names.Verdict(row.Verdict),
            Cell.Of(row.Turned, 100, 1),
        ];

        Cell Score(Estimate estimate) => Cell.Of(estimate.Value, Show.Value(estimate, change.IsShare));

        Cell Number(double? value) => Cell.Of(value, scale, decimals);
    }
}
