using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>The gap between the whole and the worst of its slices, model by model.</summary>
/// <param name="replicator">Computes the metric on resamples.</param>
/// <param name="clusters">The independent units of all samples.</param>
/// <param name="level">Confidence level.</param>
/// <param name="resamples">Number of resamples.</param>
/// <param name="seed">Seed of the resamples.</param>
internal sealed class SliceGaps(IReplicator replicator, ClusterIndex clusters, double level, int resamples, ulong seed)
{
    private const int MostResamples = 2_000;

    /// <summary>The gap of a model over the slices of one field; null where fewer than two slices have a score.</summary>
    /// <param name="model">Place of the model.</param>
    /// <param name="name">Its name.</param>
    /// <param name="field">The field.</param>
    /// <param name="slices">Its slices of 30 samples or more, with their rows.</param>
    /// <param name="leftOut">Number of smaller ones.</param>
    public SliceGap? Of(
        int model,
        string name,
        string field,
        ImmutableArray<(string Value, int[] Rows)> slices,
        int leftOut
    )
    {
        var scored = slices
            .Select(slice => (slice.Value, Rows: replicator.Rows(model, slice.Rows)))
            .Select(slice => (slice.Value, slice.Rows, Score: replicator.Value(model, slice.Rows)))
            .Where(slice => slice.Score is not null)
            .ToImmutableArray();
        int[] all = replicator.Rows(model, [.. Enumerable.Range(0, clusters.Of.Length)]);
        if (scored.Length < 2 || replicator.Value(model, all) is not { } whole)
        {
            return null;
        }

        double sign = replicator.HigherIsBetter ? 1 : -1;
        int draws = Math.Min(MostResamples, resamples);
        double[][] values = replicator.Replicate(
            [
                .. scored
                    .Select(slice => slice.Rows)
                    .Prepend(all)
                    .Select(rows => new ReplicatedPart(model, rows, clusters.At(rows))),
            ],
            draws,
            seed
        );
        double[][] replicates =
        [
            .. values
                .Skip(1)
                .Select(slice => slice.Select((value, draw) => sign * (values[0][draw] - value)).ToArray()),
        ];
        double[] gaps = [.. scored.Select(slice => sign * (whole - slice.Score!.Value))];
        double[] degrees = [.. scored.Select(slice => clusters.Select(slice.Rows).DegreesOfFreedom ?? 1)];
        if (LargestGap.Of(gaps, replicates, degrees, level) is not { } largest)
        {
            return null;
        }

        var worst = scored[largest.Index];
        var estimate = new Estimate(
            largest.Value,
            largest.Low,
            largest.High,
            level,
            worst.Rows.Length,
            clusters.Select(worst.Rows).Count,
            clusters.IsTrivial
                ? "studentized max-t bootstrap over slices"
                : "studentized max-t cluster bootstrap over slices",
            draws,
            seed
        );
        return new(
            field,
            name,
            worst.Value,
            worst.Rows.Length,
            worst.Score!.Value,
            whole,
            estimate,
            scored.Length,
            leftOut
        );
    }
}
