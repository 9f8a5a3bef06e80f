using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Stopping;

/// <summary>The evidence on one pair of models as its units come in.</summary>
internal sealed class PairWatch
{
    private readonly TaskScores scores;
    private readonly (int First, int Second) pair;
    private readonly SamplingOrder order;
    private readonly double level;
    private readonly IMetric metric;
    private readonly SampleMatrix a;
    private readonly SampleMatrix b;
    private readonly bool isClustered;
    private readonly UnitBets bets;
    private readonly List<double> differences = [];
    private readonly List<int> clusters = [];
    private int unitsSeen;

    public PairWatch(TaskScores scores, int first, int second, SamplingOrder order, double level)
    {
        (this.scores, pair, this.order, this.level) = (scores, (first, second), order, level);
        int place = Place(scores);
        metric = scores.Metrics[place];
        (a, b) = (SampleMatrix.Of(scores, first, place), SampleMatrix.Of(scores, second, place));
        isClustered = order.UnitEnds.Length < scores.Samples.Length;
        double span = metric.Range.High - metric.Range.Low;
        bets = new UnitBets((-span, span), level, order.UnitEnds.Length, order.LargestUnit);
    }

    /// <summary>Follows the pair through the looks that the run has taken, each with what was known at that moment.</summary>
    public MonitoredPair Look(int looks, int taken, double margin)
    {
        var seen = ImmutableArray.CreateBuilder<SequentialLook>();
        var (verdict, decidedAt) = (PairVerdict.Undecided, (int?)null);
        for (int look = 1; look <= Math.Min(looks, taken); look++)
        {
            TakeTo(order.SamplesAt(look, looks));
            var sequence = bets.Sequence();
            seen.Add(See(look, sequence, seen.Count == 0 ? null : seen[^1]));
            if (decidedAt is null && Decide(sequence, margin) is var decided and not PairVerdict.Undecided)
            {
                (verdict, decidedAt) = (decided, look);
            }
        }

        return new MonitoredPair(
            scores.Task.Name,
            metric.Name,
            scores.Models[pair.First].Name,
            scores.Models[pair.Second].Name,
            level,
            UnitBets.Name(isClustered),
            seen.ToImmutable()
        )
        {
            Verdict = verdict,
            DecidedAt = decidedAt,
            TimesAsWide = TimesAsWide(seen[^1]),
        };
    }

    private void TakeTo(int count)
    {
        for (; unitsSeen < order.UnitEnds.Length && order.UnitEnds[unitsSeen] <= count; unitsSeen++)
        {
            int start = unitsSeen == 0 ? 0 : order.UnitEnds[unitsSeen - 1];
            TakeUnit(order.Samples.AsSpan()[start..order.UnitEnds[unitsSeen]]);
        }
    }

    /// <summary>Every sample counts that has a response of both.</summary>
    private void TakeUnit(ReadOnlySpan<int> rows)
    {
        int before = differences.Count;
        foreach (int row in rows)
        {
            if (a.Answered[row] > 0 && b.Answered[row] > 0)
            {
                differences.Add(a.Mean(row) - b.Mean(row));
                clusters.Add(bets.Units);
            }
        }

        bets.Take([.. differences[before..]]);
    }

    /// <summary>What is seen; where no mean is left the last limits stand, for they were right when they were seen.</summary>
    private SequentialLook See(int look, Interval? sequence, SequentialLook? before)
    {
        double widest = metric.Range.High - metric.Range.Low;
        return new SequentialLook(
            look,
            differences.Count,
            bets.Units,
            sequence?.Low ?? before?.Low ?? -widest,
            sequence?.High ?? before?.High ?? widest,
            bets.P(0)
        );
    }

    private PairVerdict Decide(Interval? sequence, double margin) =>
        sequence switch
        {
            null => PairVerdict.Undecided,
            { Low: > 0 } => metric.HigherIsBetter ? PairVerdict.Better : PairVerdict.Worse,
            { High: < 0 } => metric.HigherIsBetter ? PairVerdict.Worse : PairVerdict.Better,
            var (low, high) when low > -margin && high < margin => PairVerdict.Equivalent,
            _ => PairVerdict.Undecided,
        };

    /// <summary>The sequence's width over that of the cluster-robust t interval of one look at the same samples.</summary>
    private double? TimesAsWide(SequentialLook last) =>
        ClusterRobustMean.Of([.. differences], [.. clusters])?.Test(ClusterRobustVariant.Cr2, 0, level).Interval
            is { Width: > 0 and var width }
            ? (last.High - last.Low) / width
            : null;

    private static int Place(TaskScores scores) =>
        scores.PlaceOf(scores.MetricNames[0]) is >= 0 and var place
            ? place
            : throw new ArgumentException($"the headline of '{scores.Task.Name}' is no mean", nameof(scores));
}
