using System.Collections.Immutable;
using EvalHarness.Comparisons.Comparators;
using EvalHarness.Core;
using EvalHarness.Logs;
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

    /// <summary>
    /// Number of answers of a model at some places where each answer is right or wrong; null where scores come in parts.
    /// </summary>
    public Func<int, int[], long?> Answers { get; init; } = (_, _) => null;

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

        double[] marks = Marks(model);
        int[] places = Known(marks);
        double[] values = At(marks, places);
        var clusters = rows.Clusters(places);
        return values.Length == 0 ? NoEvidence.Error(new GateReason.NoResponse())
            : IsFact(model) is { } why ? new FactEvidence(values.Average(), values.Length, why)
            : rows.IsLookedAt ? Sequence(marks, Range)
            : IsZeroOne && clusters.IsTrivial
                ? BinomialEvidence.Of(values.LongCount(one => one > 0.5), values.Length, level)
            : Mean(UnitMean.Of(values, clusters), Answers(model, places));
    }

    public GateEvidence Difference(int model, int against)
    {
        if ((Error(model) ?? Error(against)) is { } error)
        {
            return NoEvidence.Error(error);
        }

        return Difference(
            Marks(model),
            Marks(against),
            IsFact(model) is { } why && IsFact(against) is not null ? why : null
        );
    }

    public GateEvidence DifferenceToMean(int model, ImmutableArray<int> against) =>
        against.Append(model).Select(Error).OfType<GateReason>().FirstOrDefault() is { } error
            ? NoEvidence.Error(error)
            : Difference(
                Marks(model),
                ((IGateMeasure)this).MeanMarks(against),
                against.Append(model).All(one => IsFact(one) is not null) ? IsFact(model) : null
            );

    /// <summary>The mean of the differences of two numbers a sample; a fact where both are known without chance.</summary>
    private GateEvidence Difference(double[] all, double[] others, string? fact)
    {
        int[] places = Known([.. all.Zip(others, (a, b) => a - b)]);
        var (first, second, clusters) = (At(all, places), At(others, places), rows.Clusters(places));
        if (places.Length == 0)
        {
            return NoEvidence.Error(new GateReason.NoSharedResponse());
        }

        double[] values = [.. first.Zip(second, (a, b) => a - b)];
        if (fact is not null)
        {
            return new FactEvidence(values.Average(), values.Length, fact);
        }

        return rows.IsLookedAt
                ? Sequence([.. all.Zip(others, (a, b) => a - b)], (Range.Low - Range.High, Range.High - Range.Low))
            : IsZeroOne && clusters.IsTrivial && Array.TrueForAll(second, one => one is 0 or 1)
                ? PairedEvidence.Of(PairedTable.Of(first, second), level)
            : Difference(UnitMean.OfDifference(first, second, clusters));
    }

    private static int[] Known(double[] marks) =>
        [.. Enumerable.Range(0, marks.Length).Where(place => !double.IsNaN(marks[place]))];

    private static double[] At(double[] marks, int[] places) => [.. places.Select(place => marks[place])];

    /// <summary>
    /// Bets hold at any stop where every unit is drawn alike and cannot lie beyond fixed limits; elsewhere nothing is tested.
    /// </summary>
    private GateEvidence Sequence(double[] values, (double Low, double High) limits) =>
        rows.HasOneTask && double.IsFinite(limits.Low) && double.IsFinite(limits.High)
            ? SequenceEvidence.Of(values, rows, limits, level)
            : NoEvidence.Looked(new GateReason.NoTestAfterLooks());

    private GateEvidence Mean(UnitMean mean, long? answers) =>
        !double.IsFinite(Range.Low) || !double.IsFinite(Range.High)
            ? Student(mean, Range, "t test") with
            {
                Range = Range,
            }
        : mean.Trials(Range, answers) is { } trials ? TrialsEvidence.Of(mean, trials, Range, level)
        : Unspread(mean);

    /// <summary>
    /// Where two models do not differ at all, units on which they are alike are counted, if values lie between fixed limits.
    /// </summary>
    private GateEvidence Difference(UnitMean difference) =>
        difference is { Spread: null, IsZero: true, Units: > 1 } && Range is (0, 1)
            ? PairedEvidence.Of(
                new PairedTable(0, 0, 0, difference.Units),
                level,
                difference.IsTrivial ? "" : " over clusters"
            )
            : Student(difference, (double.NegativeInfinity, double.PositiveInfinity), "paired t test");

    private GateEvidence Student(UnitMean mean, (double, double) limits, string test) =>
        mean.Tails(Range) is { } tails
            ? new StudentEvidence(
                MeanEstimates.Student(mean, tails, level, limits),
                (mean.IsTrivial ? test : $"cluster-robust {test} ({mean.Kind})")
                    + (tails.Skew is null ? "" : ", corrected for skewness"),
                tails
            )
            : Unspread(mean);

    /// <summary>Nothing varies between units, and a spread of 0 would claim certainty: there is no test.</summary>
    private NoEvidence Unspread(UnitMean mean) =>
        NoEvidence.Open(
            mean.Units < 2 ? new GateReason.OneUnit()
                : mean.IsConstant ? new GateReason.NoSpread()
                : new GateReason.NoSpreadOfClusters(),
            MeanEstimates.Student(mean, null, level, (double.NegativeInfinity, double.PositiveInfinity))
        );
}
