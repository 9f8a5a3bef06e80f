using EvalHarness.Comparisons.Stopping;
using EvalHarness.Statistics.Intervals;

namespace EvalHarness.Comparisons.Gates;

/// <summary>
/// A mean between fixed limits of a run that could stop at any look at its data: the bets of the leaderboard's confidence
/// sequences, against each bound. Their capital is an e-value, and by Ville's inequality one over the largest so far is a
/// p-value at whatever moment the run stopped. The mean at the stop is biased, and is not told.
/// </summary>
/// <param name="Bets">The bets on the units, in the order drawn before anything was asked.</param>
/// <param name="Estimate">The confidence sequence at the stop, without a value.</param>
/// <param name="Test">Name of the test.</param>
internal sealed record SequenceEvidence(UnitBets Bets, Estimate Estimate, string Test) : GateEvidence(Estimate, Test)
{
    /// <summary>The evidence of some values.</summary>
    /// <param name="values">One value a row; NaN where there is none.</param>
    /// <param name="rows">The rows, of one task of a run that could stop.</param>
    /// <param name="limits">Smallest and largest value possible, both finite.</param>
    /// <param name="level">Level of the confidence sequence that is shown.</param>
    public static SequenceEvidence Of(double[] values, GateRows rows, (double Low, double High) limits, double level)
    {
        int[] places = [.. Enumerable.Range(0, values.Length).Where(place => !double.IsNaN(values[place]))];
        var (units, planned, largest) = rows.Units(places);
        var bets = new UnitBets(limits, level, planned, largest);
        foreach (int[] unit in units)
        {
            bets.Take([.. unit.Select(place => values[place])]);
        }

        // Where the mean moved on the way no value is left, and nothing is claimed.
        var sequence = bets.Sequence() ?? new Interval(limits.Low, limits.High);
        bool isClustered = largest > 1;
        var estimate = new Estimate(
            null,
            sequence.Low,
            sequence.High,
            level,
            places.Length,
            bets.Units,
            UnitBets.Name(isClustered)
        );
        string over = isClustered ? " over samples drawn by clusters" : "";
        return new SequenceEvidence(bets, estimate, "bets, valid at any stop" + over) { Range = limits };
    }

    public override double Above(double bound) => Bets.Above(bound);

    public override double Below(double bound) => Bets.Below(bound);
}
