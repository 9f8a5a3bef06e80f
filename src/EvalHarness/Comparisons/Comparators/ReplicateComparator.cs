using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Comparators;

/// <summary>A metric that is no mean: bootstrap intervals and paired tests over independent units.</summary>
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

    public SliceGaps Gaps => new(replicator, clusters, Level, Resamples(all.Length), Seed);

    public Estimate Estimate(int model, int[] rows) =>
        (Of(model, rows)?.Report(Level))
        ?? Statistics.Intervals.Estimate.Undefined("no response", Level, 0, 0, "bootstrap");

    public PairedComparison Compare(int a, int b)
    {
        int[] rows = replicator.Rows(b, replicator.Rows(a, all));
        var inference =
            rows.Length == all.Length && replicator.Complete([a, b], all) is null
                ? ReplicateInference.Of(Whole(a).Minus(Whole(b), replicator.Telling(a, b, rows)))
                : Drawing(Resamples).OfDifference(a, b, all);
        return inference is null
            ? NoSharedSamples.Of(scores, a, b, Level)
            : PairedComparison.Of(
                scores.Models[a].Name,
                scores.Models[b].Name,
                Test(inference, header.Compare, HigherIsBetter)
            ) with
            {
                LeftOut = all.Length - rows.Length,
            };
    }

    public (double? Worst, double? Best) Bounds(int model) => replicator.Bounds(model);

    public ImmutableArray<LeaderboardRow> WithRanks(ImmutableArray<LeaderboardRow> rows, int[] order) =>
        RankStatistics.Add(rows, order, Joint(), HigherIsBetter);

    public LeaderboardRow Explain(LeaderboardRow row, int model) => row;

    private ulong Seed => unchecked((ulong)header.Seed);

    private int Slice(int rows) => Math.Min(Resamples(rows), SliceResamples);

    private Inference Drawing(Func<int, int> resamples) => new(replicator, clusters, resamples, Seed);

    private IInference? Of(int model, int[] rows) =>
        rows.Length < all.Length ? Drawing(Slice).Of(model, rows)
        : replicator.Complete([model], rows) is null && replicator.Rows(model, rows).Length > 0
            ? ReplicateInference.Of(Whole(model))
        : Drawing(Resamples).Of(model, rows);

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

    /// <summary>The test of a difference, with what its data could have found.</summary>
    /// <param name="inference">What is said of the difference.</param>
    /// <param name="compare">Level and margin.</param>
    /// <param name="higherIsBetter">Whether more is better.</param>
    internal static PairTest Test(IInference inference, CompareSpec compare, bool higherIsBetter)
    {
        double level = compare.Confidence;
        var estimate = inference.Report(level);
        string test = $"{char.ToUpperInvariant(inference.Test[0])}{inference.Test[1..]}";
        if (inference.TwoSided is not { } p)
        {
            return PairTest.None(
                estimate with
                {
                    Note = null,
                },
                inference.IsDefined ? new PairReason.OneUnit() : new PairReason.UndefinedMetric(),
                test
            );
        }

        var narrow = inference.Report((2 * level) - 1);
        return MeanEstimates.WithMargin(
            new PairTest(estimate, p, test)
            {
                Statistic = inference.Statistic,
                DegreesOfFreedom = inference.IsSpread ? inference.DegreesOfFreedom : null,
            },
            narrow.Low,
            narrow.High,
            (target, at) => PowerOutlook.OfError(estimate.N, estimate.StandardError ?? 0, target, at),
            compare.Margin,
            higherIsBetter
        );
    }
}
