using System.Collections.Immutable;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>What one option comes to, over the incumbent.</summary>
/// <param name="Id">Id of the option.</param>
/// <param name="Broken">The constraints that it breaks, in words; empty where it may be chosen.</param>
/// <param name="Npv">Mean incremental net present value.</param>
/// <param name="NpvStandardError">Its Monte Carlo standard error.</param>
/// <param name="P5">The value below which one draw in twenty falls.</param>
/// <param name="P50">The median incremental net present value.</param>
/// <param name="P95">The value above which one draw in twenty lies.</param>
/// <param name="PPositive">The probability of a gain.</param>
/// <param name="Cvar5">The mean of the worst twentieth of draws.</param>
/// <param name="Worst">The incremental net present value of the worst draw.</param>
/// <param name="PBest">The probability of being best among the options that may be chosen; 0 where it may not.</param>
/// <param name="ExpectedRegret">What choosing it loses on average against the best of each draw; null where it may not be chosen.</param>
/// <param name="Effect">Mean discounted number of right answers, not incremental.</param>
/// <param name="Cost">Mean discounted cost, the one-off included, not incremental.</param>
/// <param name="PaybackP5">The month by which one draw in twenty has paid back; null beyond the horizon.</param>
/// <param name="PaybackP50">The median month of payback; null beyond the horizon.</param>
/// <param name="PaybackP95">The month by which all but one draw in twenty have; null beyond the horizon.</param>
public sealed record OptionSummary(
    string Id,
    ImmutableArray<string> Broken,
    double Npv,
    double NpvStandardError,
    double P5,
    double P50,
    double P95,
    double PPositive,
    double Cvar5,
    double Worst,
    double PBest,
    double? ExpectedRegret,
    double Effect,
    double Cost,
    double? PaybackP5,
    double? PaybackP50,
    double? PaybackP95
)
{
    /// <summary>Whether it may be chosen.</summary>
    public bool IsFeasible => Broken.IsEmpty;

    internal static OptionSummary Of(
        CashOutcomes outcomes,
        int option,
        double[] incremental,
        ImmutableArray<string> broken,
        double pBest,
        double? regret,
        int horizon
    )
    {
        double[] sorted = [.. incremental];
        RadixSort.Sort(sorted);
        double[] payback = Array.ConvertAll(outcomes.PaybackMonth[option], month => (double)month);
        RadixSort.Sort(payback);
        double? Month(double p) => payback[(int)(p * (payback.Length - 1))] is var m && m <= horizon ? m : null;
        return new(
            outcomes.Options[option],
            broken,
            CompensatedSum.Mean(incremental),
            Moments.OfDraws(incremental).StandardError ?? 0,
            Quantiles.OfSorted(sorted, 0.05),
            Quantiles.OfSorted(sorted, 0.5),
            Quantiles.OfSorted(sorted, 0.95),
            (double)incremental.Count(draw => draw > 0) / incremental.Length,
            Cvar.Of(sorted, 0.05),
            sorted[0],
            pBest,
            regret,
            CompensatedSum.Mean(outcomes.Effect[option]),
            CompensatedSum.Mean(outcomes.Cost[option]),
            Month(0.05),
            Month(0.5),
            Month(0.95)
        );
    }
}
