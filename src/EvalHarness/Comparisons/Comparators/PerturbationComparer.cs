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

        return original.MetricNames.SelectMany(metric =>
            Corrected([.. copies.Select(copy => Of(original, copy, metric))])
        );
    }

    private PerturbationComparison Of(TaskScores original, TaskScores copy, string metric)
    {
        var (joined, models) = Join(original, copy);
        var clusters = ClusterIndex.Over(joined.Samples, joined.Task.ClusterField);
        var comparator = Comparators.Find(joined, metric, clusters, table.Header);
        int[] all = Rows.All(joined);
        return new(
            original.Task.Name,
            copy.Task.Variant!.Name,
            metric,
            comparator.IsShare,
            all.Length,
            [
                .. Enumerable
                    .Range(0, models)
                    .Where(model => joined.Models[model].Skipped is null)
                    .Select(model => Row(joined, comparator, model, model + models, all)),
            ]
        );
    }

    private PerturbationRow Row(TaskScores joined, IComparator comparator, int model, int copy, int[] all)
    {
        string name = joined.Models[model].Name;
        var loss = comparator.HigherIsBetter ? comparator.Compare(model, copy) : comparator.Compare(copy, model);
        bool isWhole = new[] { model, copy }.All(place => !Completeness.Of(joined, place, compare).BlocksVerdict);
        return new(
            name,
            comparator.Estimate(model, all),
            comparator.Estimate(copy, all),
            loss.Difference,
            isWhole ? loss.PValue : null,
            null,
            !isWhole || loss.PValue is null ? PairVerdict.NotComparable
                : loss.IsEquivalent ? PairVerdict.Equivalent
                : PairVerdict.Undecided,
            Turned(joined.Cells[model], joined.Cells[copy])
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

    /// <summary>Each model twice, on the samples of which there is a copy: first as they are, then on the copies.</summary>
    private static (TaskScores Joined, int Models) Join(TaskScores original, TaskScores copy)
    {
        var places = copy.Samples.Index().ToDictionary(sample => sample.Item.Id, sample => sample.Index);
        int[] shared = [.. Rows.All(original).Where(row => places.ContainsKey(original.Samples[row].Id))];
        var first = original.Pick(shared);
        var second = copy.Pick([.. shared.Select(row => places[original.Samples[row].Id])]);
        return (
            first with
            {
                Models =
                [
                    .. first.Models,
                    .. second.Models.Select(model => model with { Name = $"{model.Name} ({copy.Task.Variant!.Name})" }),
                ],
                Cells = [.. first.Cells, .. second.Cells],
            },
            first.Models.Length
        );
    }

    private static double? Turned(ModelCells original, ModelCells copies)
    {
        var (both, turned) = (0, 0);
        for (int cell = 0; cell < original.Answers.Length; cell++)
        {
            if (original.Outcomes[cell].HasResponse() && copies.Outcomes[cell].HasResponse())
            {
                both++;
                turned += original.Answers[cell] == copies.Answers[cell] ? 0 : 1;
            }
        }

        return both == 0 ? null : (double)turned / both;
    }
}
