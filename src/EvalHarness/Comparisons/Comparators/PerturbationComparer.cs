using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics.Tests;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>
/// Pairs changed copies of samples with the samples that they are copies of: each model against itself, with the tests of two models.
/// </summary>
/// <param name="table">The run with its scores.</param>
internal sealed class PerturbationComparer(ScoreTable table)
{
    private readonly CompareSpec compare = table.Header.Compare;

    /// <summary>All copies by all metrics of their tasks.</summary>
    public ImmutableArray<PerturbationComparison> Compare() =>
        [
            .. table
                .Tasks.Where(copy => copy.Task.Variant is { Kind: VariantKind.Perturbation })
                .GroupBy(copy => copy.Task.Variant!.Task)
                .SelectMany(copies => Of(copies.Key, [.. copies])),
        ];

    private IEnumerable<PerturbationComparison> Of(string task, ImmutableArray<TaskScores> copies)
    {
        if (table.Tasks.FirstOrDefault(scores => scores.Task.Name == task) is not { } original)
        {
            return [];
        }

        PairedCopies[] pairs = [.. copies.Select(copy => PairedCopies.Of(original, copy))];
        return original.MetricNames.SelectMany(metric => Corrected([.. pairs.Select(pair => Of(pair, metric))]));
    }

    private PerturbationComparison Of(PairedCopies pair, string metric)
    {
        var comparator = Comparators.Find(pair.Scores, metric, pair.Clusters, table.Header);
        return new(
            pair.Variant.Task,
            pair.Variant.Name,
            metric,
            comparator.IsShare,
            pair.Scores.Samples.Length,
            [
                .. Enumerable
                    .Range(0, pair.Models)
                    .Where(model => pair.Scores.Models[model].Skipped is null)
                    .Select(model => Row(pair, comparator, model)),
            ]
        );
    }

    private PerturbationRow Row(PairedCopies pair, IComparator comparator, int model)
    {
        int copy = model + pair.Models;
        int[] all = Rows.All(pair.Scores);
        var loss = comparator.HigherIsBetter ? comparator.Compare(model, copy) : comparator.Compare(copy, model);
        bool isWhole = new[] { model, copy }.All(place => !Completeness.Of(pair.Scores, place, compare).BlocksVerdict);
        return new(
            pair.Scores.Models[model].Name,
            comparator.Estimate(model, all),
            comparator.Estimate(copy, all),
            loss.Difference,
            isWhole ? loss.PValue : null,
            null,
            !isWhole || loss.PValue is null ? PairVerdict.NotComparable
                : loss.IsEquivalent ? PairVerdict.Equivalent
                : PairVerdict.Undecided,
            pair.Turned(model)
        );
    }

    /// <summary>The rows with p-values corrected over all models and changes, and the verdicts that follow.</summary>
    private IEnumerable<PerturbationComparison> Corrected(ImmutableArray<PerturbationComparison> changes)
    {
        double[] tested = [.. changes.SelectMany(change => change.Rows).Select(row => row.PValue).OfType<double>()];
        double[] adjusted = tested.Length == 0 ? [] : MultipleComparisons.Holm(tested);
        int next = 0;
        foreach (var change in changes)
        {
            yield return change with
            {
                Rows = [.. change.Rows.Select(row => row.PValue is null ? row : Decide(row, adjusted[next++]))],
            };
        }
    }

    private PerturbationRow Decide(PerturbationRow row, double adjusted) =>
        row with
        {
            AdjustedPValue = adjusted,
            Verdict =
                adjusted > 1 - compare.Confidence || row.Loss.Value is null or 0 ? row.Verdict
                : row.Loss.Value > 0 ? PairVerdict.Worse
                : PairVerdict.Better,
        };
}
