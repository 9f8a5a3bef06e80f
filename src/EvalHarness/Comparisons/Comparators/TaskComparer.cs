using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>Compares the models in one task; p-values are corrected later, over all tasks.</summary>
internal sealed class TaskComparer(RunHeader header, TaskScores scores)
{
    private readonly ClusterIndex clusters = ClusterIndex.Over(scores.Samples, scores.Task.ClusterField);
    private readonly int[] all = [.. Enumerable.Range(0, scores.Samples.Length)];
    private readonly ImmutableArray<ModelSummary> models = ModelSummaries.Of(scores, header.Compare);

    public TaskComparison Draft() =>
        new(
            scores.Task.Name,
            scores.Samples.Length,
            scores.Task.Epochs,
            scores.Task.ClusterField,
            clusters.Count,
            models,
            [.. scores.MetricNames.Select(Compare)]
        )
        {
            Labels = scores.Task.Labels,
            Variant = scores.Task.Variant,
            EffectiveClusters = clusters.Effective,
        };

    private MetricComparison Compare(string name)
    {
        var comparator = Comparators.Find(scores, name, clusters, header);
        var estimates = Enumerable.Range(0, models.Length).Select(model => comparator.Estimate(model, all)).ToArray();
        int[] order = Order(estimates.Select(estimate => estimate.Value).ToArray(), comparator.HigherIsBetter);
        var rows = order.Select(model => Row(order, estimates, model, comparator)).ToImmutableArray();
        var pairs = Pairs(name, order, comparator);
        return new MetricComparison(
            name,
            comparator.HigherIsBetter,
            comparator.IsShare,
            Reference(order),
            comparator.WithRanks(rows, order),
            pairs,
            Slices(comparator)
        )
        {
            SliceGaps = Gaps(comparator),
            Margin = header.Compare.Margin,
            Unscored =
            [
                .. Enumerable
                    .Range(0, scores.Models.Length)
                    .Select(model => UnscoredAnswers.Of(scores, model, scores.PlaceOf(name)))
                    .OfType<UnscoredAnswers>(),
            ],
        };
    }

    private LeaderboardRow Row(
        int[] order,
        Statistics.Intervals.Estimate[] estimates,
        int model,
        IComparator comparator
    )
    {
        double? value = estimates[model].Value;
        int rank = 1 + order.Count(other => Beats(estimates[other].Value, value, comparator.HigherIsBetter));
        var (worst, best) = comparator.Bounds(model);
        var row = new LeaderboardRow(rank, models[model].Model, estimates[model])
        {
            WorstCase = worst,
            BestCase = best,
        };
        return comparator.Explain(row, model);
    }

    private static bool Beats(double? a, double? b, bool higherIsBetter) =>
        a is { } x && (b is not { } y || (higherIsBetter ? x > y : x < y));

    private static int[] Order(double?[] values, bool higherIsBetter)
    {
        int sign = higherIsBetter ? -1 : 1;
        return
        [
            .. Enumerable
                .Range(0, values.Length)
                .OrderBy(model => values[model] is null)
                .ThenBy(model => sign * (values[model] ?? 0))
                .ThenBy(model => model),
        ];
    }

    /// <summary>The declared baseline; else the best general model; else the best model.</summary>
    private string? Reference(int[] order)
    {
        if (order.Length < 2)
        {
            return null;
        }

        string? declared = models.FirstOrDefault(model => model.Model == header.Compare.Baseline)?.Model;
        var general = order.Where(model => models[model].Kind == ModelKind.General).Select(m => models[m].Model);
        return declared ?? general.FirstOrDefault() ?? models[order[0]].Model;
    }

    private ImmutableArray<PairedComparison> Pairs(string metric, int[] order, IComparator comparator)
    {
        var pairs = ImmutableArray.CreateBuilder<PairedComparison>(order.Length * (order.Length - 1) / 2);
        for (int i = 0; i < order.Length; i++)
        {
            for (int j = i + 1; j < order.Length; j++)
            {
                pairs.Add(Pair(metric, order[i], order[j], comparator));
            }
        }

        return pairs.MoveToImmutable();
    }

    private PairedComparison Pair(string metric, int a, int b, IComparator comparator)
    {
        var pair = comparator.Compare(a, b);
        return (WhyNot(a, b) ?? Unscored(metric, a, b)) is { } reason ? pair.NotTested(reason) : pair;
    }

    private PairReason? WhyNot(int a, int b)
    {
        var (first, second) = (models[a], models[b]);
        if (
            !header.Compare.AcrossProtocols
            && first.Protocol.Length > 0
            && second.Protocol.Length > 0
            && first.ProtocolGroup != second.ProtocolGroup
        )
        {
            var unknown = new[] { first, second }.FirstOrDefault(model => model.IsProtocolUnknown);
            return unknown is null
                ? new PairReason.OtherProtocol(first.Protocol, second.Protocol)
                : new PairReason.UnknownProtocol(unknown.Model, first.Protocol, second.Protocol);
        }

        var missing = new[] { first, second }.FirstOrDefault(model => model.Completeness.BlocksVerdict);
        return missing is null ? null : new PairReason.Incomplete(missing.Model);
    }

    private PairReason.Unscored? Unscored(string metric, int a, int b)
    {
        int place = scores.PlaceOf(metric);
        foreach (int model in place < 0 ? Array.Empty<int>() : [a, b])
        {
            var cells = Enumerable.Range(0, scores.Cells[model].Outcomes.Length);
            if (Completeness.OfScores(scores, model, place, cells, header.Compare).BlocksVerdict)
            {
                return new PairReason.Unscored(models[model].Model);
            }
        }

        return null;
    }

    private ImmutableArray<SliceComparison> Slices(IComparator comparator) =>
        [.. scores.Task.SliceFields.SelectMany(field => SlicesBy(field, comparator))];

    private ImmutableArray<SliceGap> Gaps(IComparator comparator) =>
        !scores.Task.SliceFields.IsEmpty && comparator.Gaps is { } gaps
            ? [.. scores.Task.SliceFields.SelectMany(field => GapsBy(field, gaps))]
            : [];

    private IEnumerable<SliceGap> GapsBy(string field, SliceGaps gaps)
    {
        (string Value, int[] Rows)[] groups = [.. Groups(field).Select(group => (group.Key, group.ToArray()))];
        ImmutableArray<(string, int[])> large = [.. groups.Where(group => group.Rows.Length >= SliceComparison.Few)];
        return models
            .Select((model, index) => gaps.Of(index, model.Model, field, large, groups.Length - large.Length))
            .OfType<SliceGap>();
    }

    private IEnumerable<IGrouping<string, int>> Groups(string field) =>
        all.GroupBy(row => scores.Samples[row].Slices.GetValueOrDefault(field, ""), StringComparer.Ordinal);

    private IEnumerable<SliceComparison> SlicesBy(string field, IComparator comparator)
    {
        foreach (
            var group in Groups(field)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
        )
        {
            int[] rows = [.. group];
            yield return new SliceComparison(
                field,
                group.Key,
                rows.Length,
                clusters.Select(rows).Count,
                [.. models.Select((model, index) => new SliceRow(model.Model, comparator.Estimate(index, rows)))]
            );
        }
    }
}
