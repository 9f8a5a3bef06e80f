using EvalHarness.Comparisons.Comparators;
using EvalHarness.Comparisons.Results;
using EvalHarness.Core;
using EvalHarness.Logs;
using EvalHarness.Statistics.Intervals;
using EvalHarness.Statistics.Tests;

namespace EvalHarness.Comparisons.Gates;

/// <summary>A mean of one number a sample: a metric that is a mean, money, the share of an outcome.</summary>
/// <param name="rows">The samples.</param>
/// <param name="value">The number of a sample for a model; NaN leaves it out.</param>
/// <param name="level">Level of the interval.</param>
internal sealed class MeanMeasure(GateRows rows, Func<TaskScores, int, int, double> value, double level) : IGateMeasure
{
    public bool HigherIsBetter { get; init; } = true;

    public GateUnit Unit { get; init; }

    /// <summary>Whether each number is 0 or 1.</summary>
    public bool IsZeroOne { get; init; }

    /// <summary>Smallest and largest number possible.</summary>
    public (double Low, double High) Range { get; init; } = (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Why the numbers of a model are known without any chance in them; null when they are not.</summary>
    public Func<int, string?> IsFact { get; init; } = _ => null;

    /// <summary>Whether missing responses are what is counted.</summary>
    public bool IsCounted { get; init; }

    /// <summary>Why there is nothing to measure of a model; null when there is.</summary>
    public Func<int, GateReason?> Error { get; init; } = _ => null;

    public IReadOnlyList<Sample> Samples => rows.Samples;

    public double[] Marks(int model) => rows.Values((scores, row) => value(scores, row, model));

    public GateEvidence Of(int model)
    {
        if (Error(model) is { } error)
        {
            return NoEvidence.Error(error);
        }

        var (values, clusters) = Kept(Marks(model));
        return values.Length == 0 ? NoEvidence.Error(new GateReason.NoResponse())
            : IsFact(model) is { } why ? new FactEvidence(values.Average(), values.Length, why)
            : rows.IsLookedAt ? Sequence(Marks(model), Range)
            : IsZeroOne && clusters.IsTrivial
                ? BinomialEvidence.Of(values.LongCount(one => one > 0.5), values.Length, level)
            : Student(values, clusters, Range, "t test") with { Range = Range };
    }

    public GateEvidence Difference(int model, int against)
    {
        if ((Error(model) ?? Error(against)) is { } error)
        {
            return NoEvidence.Error(error);
        }

        var (first, second) = (Marks(model), Marks(against));
        var (values, clusters) = Kept([.. first.Zip(second, (a, b) => a - b)]);
        if (values.Length == 0)
        {
            return NoEvidence.Error(new GateReason.NoSharedResponse());
        }

        if (IsFact(model) is { } why && IsFact(against) is not null)
        {
            return new FactEvidence(values.Average(), values.Length, why);
        }

        return rows.IsLookedAt
                ? Sequence([.. first.Zip(second, (a, b) => a - b)], (Range.Low - Range.High, Range.High - Range.Low))
            : IsZeroOne && clusters.IsTrivial ? PairedEvidence.Of(Table(first, second), level)
            : Student(values, clusters, (double.NegativeInfinity, double.PositiveInfinity), "paired t test");
    }

    private (double[] Values, ClusterIndex Clusters) Kept(double[] values)
    {
        int[] places = [.. Enumerable.Range(0, values.Length).Where(place => !double.IsNaN(values[place]))];
        return ([.. places.Select(place => values[place])], rows.Clusters(places));
    }

    private static PairedTable Table(double[] first, double[] second)
    {
        int[] both = [.. Enumerable.Range(0, first.Length).Where(i => !double.IsNaN(first[i] - second[i]))];
        return PairedTable.Of([.. both.Select(i => first[i])], [.. both.Select(i => second[i])]);
    }

    /// <summary>
    /// Bets hold at any stop where every unit is drawn alike and cannot lie beyond fixed limits; elsewhere nothing is tested.
    /// </summary>
    private GateEvidence Sequence(double[] values, (double Low, double High) limits) =>
        rows.HasOneTask && double.IsFinite(limits.Low) && double.IsFinite(limits.High)
            ? SequenceEvidence.Of(values, rows, limits, level)
            : NoEvidence.Looked(new GateReason.NoTestAfterLooks());

    private GateEvidence Student(double[] values, ClusterIndex clusters, (double, double) range, string test)
    {
        var estimate = MeanEstimates.Mean(values, clusters, level, range);
        return estimate is { Value: { } mean, StandardError: { } error and > 0 }
            ? new StudentEvidence(
                estimate,
                clusters.IsTrivial ? test : $"cluster-robust {test}",
                mean,
                error,
                clusters.Count - 1
            )
            : Unspread(estimate, clusters, range);
    }

    /// <summary>
    /// Every sample has the same number, and a spread of 0 would claim certainty. At the ends of the range the independent
    /// units are counted instead, and so are units on which two models do not differ; elsewhere there is no test.
    /// </summary>
    private GateEvidence Unspread(Estimate estimate, ClusterIndex clusters, (double, double) range)
    {
        bool isDifference = range is not (0, 1) && Range is (0, 1);
        return (clusters.Count, estimate.Value, range, isDifference) switch
        {
            (< 2, _, _, _) => NoEvidence.Open(new GateReason.OneUnit(), estimate),
            (var units, 0 or 1, (0, 1), _) => BinomialEvidence.Of(
                estimate.Value == 1 ? units : 0,
                units,
                level,
                clusters.IsTrivial ? "" : " over clusters"
            ),
            (var units, 0, _, true) => PairedEvidence.Of(
                new PairedTable(0, 0, 0, units),
                level,
                clusters.IsTrivial ? "" : " over clusters"
            ),
            _ => NoEvidence.Open(new GateReason.NoSpread(), estimate),
        };
    }
}
