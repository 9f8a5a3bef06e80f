using System.Collections.Immutable;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Comparisons.Joins;

/// <summary>Metrics of a run as values for any weighting of the clusters.</summary>
internal sealed class RunMetrics(ScoreTable table)
{
    public SharedMetric? Measure(string? part, string? metric, IReadOnlyList<string> models, out EvidenceFault? fault)
    {
        if (RunParts.Find(table, part) is not { } found)
        {
            fault = RunParts.Unknown(table, part);
            return null;
        }

        var scores = found.Scores;
        string name = metric ?? scores.MetricNames[0];
        int sum = scores.PlaceOf(name);
        int weighted = scores.PlaceOfWeighted(name);
        fault = Fault(scores, name, sum, weighted);
        if (fault is not null)
        {
            return null;
        }

        var shared = sum >= 0 ? Rows(part, sum, models) : WeightedRows(scores, found.Rows, weighted, models);
        if (shared is null)
        {
            fault = RunParts.NothingShared(table, models);
            return null;
        }

        ImmutableArray<WeightedValue> values =
        [
            .. shared.Models.Select(model =>
                sum >= 0 ? OfSums(scores, sum, model, shared) : OfSet(scores, weighted, model, shared)
            ),
        ];
        double[] even = [.. Enumerable.Repeat(1.0, shared.Clusters.Count)];
        fault = values.All(value => value(even) is not null) ? null : Undefined(scores, name);
        return fault is null ? new(scores.Task.Name, name, shared.Rows.Length, shared.Clusters.Count, values) : null;
    }

    /// <summary>The samples of a part to which all of the models have a response; null where there are none.</summary>
    public SharedRows? Rows(string? part, int metric, IReadOnlyList<string> models)
    {
        if (RunParts.Find(table, part) is not { } found || RunParts.Places(found.Scores, models) is not { } places)
        {
            return null;
        }

        SampleMatrix[] matrices = [.. places.Select(place => SampleMatrix.Of(found.Scores, place, metric))];
        return Shared(
            found.Scores,
            places,
            [.. found.Rows.Where(row => matrices.All(matrix => matrix.Answered[row] > 0))]
        );
    }

    private static SharedRows? WeightedRows(TaskScores scores, int[] rows, int metric, IReadOnlyList<string> models)
    {
        if (RunParts.Places(scores, models) is not { } places)
        {
            return null;
        }

        var replicator = new WeightedReplicator(scores, metric);
        return Shared(scores, places, places.Aggregate(rows, (so, place) => replicator.Rows(place, so)));
    }

    private static SharedRows? Shared(TaskScores scores, int[] models, int[] rows) =>
        rows.Length == 0
            ? null
            : new(models, rows, ClusterIndex.Over(scores.Samples, scores.Task.ClusterField).Select(rows));

    private static WeightedValue OfSums(TaskScores scores, int metric, int model, SharedRows shared)
    {
        var rule = scores.Metrics[metric];
        double[] totals = SampleMatrix.Of(scores, model, metric).ClusterTotals(shared.Rows, shared.Clusters);
        return WeightedSums.Of(
            totals,
            rule.Width,
            sums => rule.HigherIsBetter ? rule.Value(sums) : 1 - rule.Value(sums)
        );
    }

    private static WeightedValue OfSet(TaskScores scores, int metric, int model, SharedRows shared) =>
        new WeightedReplicator(scores, metric).Weighted(model, shared.Rows, shared.Clusters);

    private EvidenceFault? Fault(TaskScores scores, string name, int sum, int weighted)
    {
        if (sum < 0 && weighted < 0)
        {
            return new(
                $"metric '{name}', which run {table.Header.Id} did not measure in '{scores.Task.Name}'",
                "one of its metrics",
                Spelling.Nearest(name, scores.MetricNames)
            );
        }

        IMeasure measure = sum >= 0 ? scores.Metrics[sum] : scores.WeightedMetrics[weighted];
        if (measure.Range is not (0, 1))
        {
            string range = FormattableString.Invariant($"[{measure.Range.Low}, {measure.Range.High}]");
            return new($"metric '{name}', which lies in {range}", "a metric that lies in [0, 1]");
        }

        bool isShareOfErrors = sum >= 0 && scores.Metrics[sum].IsMean;
        return measure.HigherIsBetter || isShareOfErrors
            ? null
            : new($"metric '{name}', where less is better", "a metric that rises with quality");
    }

    private EvidenceFault Undefined(TaskScores scores, string name) =>
        new(
            $"metric '{name}', which is undefined on the samples of '{scores.Task.Name}' that run {table.Header.Id} shares",
            "a metric that has a value there"
        );
}
