using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Resampling;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>A metric that is no mean: BCa intervals and tests from the paired bootstrap over independent units.</summary>
internal sealed class ReplicateComparator(
    TaskScores scores,
    IReplicator replicator,
    ClusterIndex clusters,
    RunHeader header
) : IComparator
{
    private const int SliceResamples = 2_000;
    private readonly int[] all = Rows.All(scores);
    private readonly Dictionary<int, Replicates> whole = [];
    private double[][]? joint;

    public bool HigherIsBetter => replicator.HigherIsBetter;

    public bool IsShare => replicator.IsShare;

    private double Level => header.Compare.Confidence;

    public Estimate Estimate(int model, int[] rows)
    {
        int[] kept = replicator.Rows(model, rows);
        if (kept.Length == 0)
        {
            return Statistics.Intervals.Estimate.Undefined("no response", Level, 0, 0, "bootstrap");
        }

        return Report(
            rows.Length == all.Length ? Whole(model) : Replicates.Of(replicator, model, kept, clusters, Slice(), Seed)
        );
    }

    public PairedComparison Compare(int a, int b)
    {
        int[] rows = replicator.Rows(b, replicator.Rows(a, all));
        if (rows.Length == 0)
        {
            return NoSharedSamples.Of(scores, a, b, Level);
        }

        bool isWhole = rows.Length == all.Length;
        var (first, second) = isWhole
            ? (Whole(a), Whole(b))
            : Replicates.Of(replicator, a, b, rows, clusters, Resamples(rows.Length), Seed);
        return PairedComparison.Of(scores.Models[a].Name, scores.Models[b].Name, Test(first.Minus(second))) with
        {
            LeftOut = all.Length - rows.Length,
        };
    }

    public (double? Worst, double? Best) Bounds(int model) => replicator.Bounds(model);

    public ImmutableArray<LeaderboardRow> WithRanks(ImmutableArray<LeaderboardRow> rows, int[] order) =>
        RankStatistics.Add(rows, order, Joint(), HigherIsBetter, Level);

    public LeaderboardRow Explain(LeaderboardRow row, int model) => row;

    private ulong Seed => unchecked((ulong)header.Seed);

    private int Slice() => Math.Min(header.Compare.Resamples, SliceResamples);

    /// <summary>Fewer resamples where the declared number would take minutes; the estimate echoes the number used.</summary>
    private int Resamples(int rows) =>
        Math.Min(header.Compare.Resamples, Math.Max(1_000, (int)Math.Min(int.MaxValue, 2e9 / Math.Max(1, rows))));

    private double[][] Joint() =>
        joint ??= replicator.Replicate(
            [.. Enumerable.Range(0, scores.Models.Length)],
            all,
            clusters,
            Resamples(all.Length),
            Seed
        );

    private Replicates Whole(int model)
    {
        if (!whole.TryGetValue(model, out var replicates))
        {
            int[] rows = replicator.Rows(model, all);
            whole[model] = replicates =
                rows.Length == all.Length
                    ? Replicates.From(replicator, model, rows, clusters, Joint()[model], Seed)
                    : Replicates.Of(replicator, model, rows, clusters, Resamples(rows.Length), Seed);
        }

        return replicates;
    }

    private Estimate Report(Replicates replicates) =>
        replicates.Distribution is { } distribution
            ? Bootstrap.Report(distribution, Level, BootstrapInterval.Bca, replicates.Kind) with
            {
                N = replicates.Items,
                Clusters = replicates.Units,
                Resamples = replicates.Resamples,
                Seed = replicates.Seed,
            }
            : Statistics.Intervals.Estimate.Undefined(
                "undefined for these data",
                Level,
                replicates.Items,
                replicates.Units,
                replicates.Kind
            );

    private PairTest Test(Replicates difference)
    {
        var estimate = Report(difference);
        string test = $"Paired {difference.Kind} test";
        if (difference.Distribution is not { } distribution)
        {
            return PairTest.None(estimate with { Note = null }, new PairReason.UndefinedMetric(), test);
        }

        var narrow = distribution.Bca((2 * Level) - 1) ?? distribution.Percentile((2 * Level) - 1);
        return MeanEstimates.WithMargin(
            new PairTest(estimate, TwoSided(distribution.Replicates), test),
            narrow?.Low,
            narrow?.High,
            target => PowerOutlook.OfError(estimate.N, estimate.StandardError ?? 0, target, Level),
            header.Compare.Margin,
            HigherIsBetter
        );
    }

    /// <summary>
    /// Twice the smaller share of differences at or beyond zero, counting the data themselves: A. C. Davison, D. V. Hinkley,
    /// "Bootstrap methods and their application" (1997), section 4.2, by inverting the percentile interval.
    /// </summary>
    private static double? TwoSided(ReadOnlySpan<double> replicates)
    {
        if (replicates.Length == 0)
        {
            return null;
        }

        var (below, above) = (0, 0);
        foreach (double value in replicates)
        {
            below += value <= 0 ? 1 : 0;
            above += value >= 0 ? 1 : 0;
        }

        return Math.Min(1, 2.0 * (1 + Math.Min(below, above)) / (replicates.Length + 1));
    }
}
