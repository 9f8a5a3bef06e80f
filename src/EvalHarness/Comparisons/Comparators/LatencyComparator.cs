using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>A quantile of latencies: order statistics for a model, the paired bootstrap for a difference that both can carry.</summary>
internal sealed class LatencyComparator(TaskScores scores, double share, ClusterIndex clusters, RunHeader header)
    : IComparator
{
    private readonly int[] all = Rows.All(scores);
    private readonly LatencyQuantile quantile = new(scores, share);
    private readonly IReplicator replicator = new LatencyReplicator(scores, share);

    public bool HigherIsBetter => false;

    public bool IsShare => false;

    private double Level => header.Compare.Confidence;

    private ulong Seed => unchecked((ulong)header.Seed);

    public Estimate Estimate(int model, int[] rows) => quantile.Find(model, rows, clusters, Level).Estimate;

    public LeaderboardRow Explain(LeaderboardRow row, int model) => row;

    public (double? Worst, double? Best) Bounds(int model) => (null, null);

    public PairedComparison Compare(int a, int b)
    {
        int[] rows = quantile.Rows(b, quantile.Rows(a, all));
        return rows.Length == 0
            ? NoSharedSamples.Of(scores, a, b, Level)
            : PairedComparison.Of(scores.Models[a].Name, scores.Models[b].Name, Test(a, b, rows)) with
            {
                LeftOut = all.Length - rows.Length,
            };
    }

    public ImmutableArray<LeaderboardRow> WithRanks(ImmutableArray<LeaderboardRow> rows, int[] order) =>
        order.Any(model => quantile.IsUnknown(model, all))
            ? rows
            : RankStatistics.Add(
                rows,
                order,
                replicator.Replicate(
                    [.. Enumerable.Range(0, scores.Models.Length)],
                    all,
                    clusters,
                    RankStatistics.Resamples(header.Compare.Resamples, all.Length),
                    Seed
                ),
                HigherIsBetter
            );

    private PairTest Test(int a, int b, int[] rows)
    {
        LatencyFinding[] both = [.. new[] { a, b }.Select(model => quantile.Find(model, rows, clusters, Level))];
        var plain = new Estimate(
            both[0].Estimate.Value - both[1].Estimate.Value,
            null,
            null,
            Level,
            rows.Length,
            clusters.Select(rows).Count,
            "paired difference"
        );
        if (Array.Exists(both, finding => finding.Estimate.Value is null))
        {
            return PairTest.None(plain, new PairReason.UndefinedMetric());
        }

        return Array.Exists(both, finding => !finding.IsCarried)
            ? PairTest.None(plain, new PairReason.FewForQuantile())
            : ReplicateComparator.Test(Drawing().OfDifference(a, b, rows)!, header.Compare, HigherIsBetter);
    }

    private Inference Drawing() =>
        new(replicator, clusters, count => RankStatistics.Resamples(header.Compare.Resamples, count), Seed);
}
