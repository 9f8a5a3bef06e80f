using System.Collections.Immutable;
using EvalHarness.Comparisons.Results;
using EvalHarness.Logs;
using EvalHarness.Scoring;
using EvalHarness.Statistics.Sequential;

namespace EvalHarness.Comparisons.Stopping;

/// <summary>The evidence on one pair of models as its units come in.</summary>
internal sealed class PairWatch(TaskScores scores, int first, int second, SamplingOrder order, double level)
{
    private readonly IMetric metric = scores.Metrics.First(metric => metric.Name == scores.MetricNames[0]);
    private readonly SampleMatrix a = SampleMatrix.Of(scores, first, Place(scores));
    private readonly SampleMatrix b = SampleMatrix.Of(scores, second, Place(scores));
    private readonly FixedBetMixture bets = new();
    private readonly double span = Place(scores) is var place
        ? scores.Metrics[place].Range.High - scores.Metrics[place].Range.Low
        : 1;

    private long wins;
    private long losses;
    private int samples;
    private int units;
    private int unitsSeen;
    private double p = 1;

    private bool IsZeroOne => a.IsZeroOne && order.UnitEnds.Length == scores.Samples.Length;

    private string Method =>
        IsZeroOne
            ? "sequential McNemar e-process with Beta(10, 10) mixture; fixed-bet mixture confidence sequence"
            : $"fixed-bet mixture confidence sequence over {(order.UnitEnds.Length == scores.Samples.Length ? "samples" : "means of clusters")}";

    /// <summary>Follows the pair through the looks that the run has taken, each with what was known at that moment.</summary>
    public MonitoredPair Look(int looks, int taken, double margin)
    {
        var seen = ImmutableArray.CreateBuilder<SequentialLook>();
        var (verdict, decidedAt) = (PairVerdict.Undecided, (int?)null);
        for (int look = 1; look <= Math.Min(looks, taken); look++)
        {
            TakeTo(order.SamplesAt(look, looks));
            var now = See(look);
            seen.Add(now);
            if (decidedAt is null && Decide(now, margin) is var decided and not PairVerdict.Undecided)
            {
                (verdict, decidedAt) = (decided, look);
            }
        }

        var names = scores.Models;
        return new MonitoredPair(
            scores.Task.Name,
            metric.Name,
            names[first].Name,
            names[second].Name,
            level,
            Method,
            seen.ToImmutable()
        )
        {
            Verdict = verdict,
            DecidedAt = decidedAt,
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

    /// <summary>A unit counts by the mean of its samples that have a response of both.</summary>
    private void TakeUnit(ReadOnlySpan<int> rows)
    {
        var (sum, count) = (0d, 0);
        foreach (int row in rows)
        {
            if (a.Answered[row] > 0 && b.Answered[row] > 0)
            {
                sum += a.Mean(row) - b.Mean(row);
                count++;
            }
        }

        if (count == 0)
        {
            return;
        }

        double difference = sum / count;
        bets.Add(Math.Clamp((1 + (difference / span)) / 2, 0, 1));
        wins += IsZeroOne && difference > 0 ? 1 : 0;
        losses += IsZeroOne && difference < 0 ? 1 : 0;
        samples += count;
        units++;
    }

    private SequentialLook See(int look)
    {
        var interval = bets.Interval(level);
        double evidence = IsZeroOne
            ? SequentialMcNemar.LogEvidence(wins, losses)
            : Math.Max(bets.LogCapitalAbove(0.5), bets.LogCapitalBelow(0.5)) - Math.Log(2);
        p = Math.Min(p, SequentialMcNemar.AnytimeP(evidence));
        return new SequentialLook(
            look,
            samples,
            units,
            ((2 * interval.Low) - 1) * span,
            ((2 * interval.High) - 1) * span,
            p
        );
    }

    private PairVerdict Decide(SequentialLook look, double margin)
    {
        if (look.P <= 1 - level)
        {
            bool isHigher = IsZeroOne ? wins > losses : bets.LogCapitalAbove(0.5) > bets.LogCapitalBelow(0.5);
            return isHigher == metric.HigherIsBetter ? PairVerdict.Better : PairVerdict.Worse;
        }

        return look.Low > -margin && look.High < margin ? PairVerdict.Equivalent : PairVerdict.Undecided;
    }

    private static int Place(TaskScores scores)
    {
        for (int i = 0; i < scores.Metrics.Length; i++)
        {
            if (scores.Metrics[i].Name == scores.MetricNames[0])
            {
                return i;
            }
        }

        throw new ArgumentException($"the headline of '{scores.Task.Name}' is no mean", nameof(scores));
    }
}
