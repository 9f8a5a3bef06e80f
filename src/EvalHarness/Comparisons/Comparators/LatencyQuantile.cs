using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>
/// A quantile of the time that answers took: of all answers of a model, each repeat by itself, with the sample, or its cluster,
/// as the independent unit. Boards, gates and differences of both are about this one quantity.
/// </summary>
/// <param name="scores">The scores of the task.</param>
/// <param name="share">Share of answers that are at most as slow, in [0, 1].</param>
internal sealed class LatencyQuantile(TaskScores scores, double share)
{
    /// <summary>With fewer degrees of freedom the ranks of a clustered sample say nothing.</summary>
    private const double FewestDegrees = 3;

    /// <summary>Why a model's latency is unknown on some samples: one of its responses came without. An unknown time is none.</summary>
    public bool IsUnknown(int model, int[] rows) =>
        rows.Any(row => Answers(model, row).Any(seconds => !double.IsFinite(seconds)));

    /// <summary>The rows on which a model has a response.</summary>
    public int[] Rows(int model, int[] rows) => [.. rows.Where(row => Answers(model, row).Any())];

    /// <summary>The times of all answers to some samples, and the place of its sample among them for each.</summary>
    public (double[] Seconds, int[] Owners) Of(int model, int[] rows)
    {
        var seconds = new List<double>(rows.Length);
        var owners = new List<int>(rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            foreach (double time in Answers(model, rows[i]))
            {
                seconds.Add(time);
                owners.Add(i);
            }
        }

        return ([.. seconds], [.. owners]);
    }

    /// <summary>What is known of the quantile; nothing where there is no response, or a time is unknown.</summary>
    public LatencyFinding Find(int model, int[] rows, ClusterIndex clusters, double level)
    {
        int[] kept = Rows(model, rows);
        var units = clusters.Select(kept);
        if (kept.Length == 0)
        {
            return LatencyFinding.None("no response", level, 0, 0);
        }

        var (seconds, owners) = Of(model, kept);
        if (Array.Exists(seconds, time => !double.IsFinite(time)))
        {
            return LatencyFinding.None("a response without its latency", level, seconds.Length, units.Count);
        }

        int[] clustersOf = [.. owners.Select(owner => units.Of[owner])];
        double[] sorted = [.. seconds.Order()];
        var estimate = new Estimate(
            Quantiles.OfSorted(sorted, share),
            null,
            null,
            level,
            sorted.Length,
            units.Count,
            units.Count == sorted.Length ? "order statistics" : "order statistics of clustered answers"
        );
        return share is not (> 0 and < 1)
                ? new LatencyFinding(estimate with { Note = "an extreme has no interval" }, sorted, 0)
            : units.Count == sorted.Length ? Independent(estimate, sorted, level)
            : Clustered(estimate, seconds, clustersOf, sorted, level);
    }

    private LatencyFinding Independent(Estimate estimate, double[] sorted, double level)
    {
        var limits = QuantileInterval.Of(sorted, share, level)!.Limits;
        return new LatencyFinding(Noted(estimate, limits, level), sorted, sorted.Length);
    }

    private LatencyFinding Clustered(Estimate estimate, double[] seconds, int[] clusters, double[] sorted, double level)
    {
        var interval = ClusteredQuantileInterval.Of(seconds, clusters, share, level)!;
        if (
            interval
            is not { Scaled: { } limits, Share: { EffectiveN: { } n, DegreesOfFreedom: >= FewestDegrees } clustered }
        )
        {
            return new LatencyFinding(
                estimate with
                {
                    Note = FormattableString.Invariant($"{interval.Clusters} clusters are too few for an interval"),
                },
                sorted,
                0
            );
        }

        double effective = Math.Min(sorted.Length, n * clustered.Squeeze(level));
        double tail = 0.5 * (1 - level);
        // A rank that is worth less than one independent answer is no limit, however many answers repeat it.
        var carried = new RankLimits(
            limits.LowRank,
            limits.HighRank,
            Math.Pow(1 - share, effective) <= tail ? limits.Low : null,
            Math.Pow(share, effective) <= tail ? limits.High : null
        );
        return new LatencyFinding(Noted(estimate, carried, level), sorted, effective);
    }

    /// <summary>The estimate with its limits, and how many answers a limit that is missing would take.</summary>
    private Estimate Noted(Estimate estimate, RankLimits limits, double level) =>
        estimate with
        {
            Low = limits.Low,
            High = limits.High,
            Note = limits is { Low: not null, High: not null }
                ? null
                : FormattableString.Invariant(
                    $"too few answers for {(limits.High is null ? "an upper" : "a lower")} limit: from {Needed(level, limits.High is null)} independent ones on"
                ),
        };

    /// <summary>So many independent values have a limit on that side: all of them on the other side must be rare enough.</summary>
    private long Needed(double level, bool isUpper) =>
        (long)Math.Ceiling((Math.Log(0.5 * (1 - level)) / Math.Log(isUpper ? share : 1 - share)) - 1e-9);

    private IEnumerable<double> Answers(int model, int row)
    {
        var cells = scores.Cells[model];
        for (int epoch = 0; epoch < scores.Task.Epochs; epoch++)
        {
            int cell = (row * scores.Task.Epochs) + epoch;
            if (cells.Outcomes[cell].HasResponse())
            {
                yield return cells.LatencySeconds[cell];
            }
        }
    }
}

/// <summary>What is known of a quantile of latencies.</summary>
/// <param name="Estimate">The quantile with its interval, in seconds; a limit that the answers cannot carry is null.</param>
/// <param name="Sorted">The times of all answers in ascending order; empty where they are not known.</param>
/// <param name="Effective">Number of independent answers that would say as much; 0 where nothing can be tested.</param>
internal sealed record LatencyFinding(Estimate Estimate, double[] Sorted, double Effective)
{
    /// <summary>Whether both limits exist, so that the quantile can be compared with another.</summary>
    public bool IsCarried => Estimate is { Low: not null, High: not null };

    public static LatencyFinding None(string why, double level, long n, long clusters) =>
        new(Estimate.Undefined(why, level, n, clusters, "order statistics"), [], 0);
}
