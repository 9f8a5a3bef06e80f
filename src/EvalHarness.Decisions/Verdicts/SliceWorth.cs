using System.Collections.Immutable;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>
/// What an option gains or loses in one part of the work: its expected net present value less that which it would have if it were
/// as good there as the incumbent. What specialising lost is the sum of the losses.
/// </summary>
/// <param name="Option">Id of the option.</param>
/// <param name="Slice">Id of the slice.</param>
/// <param name="Share">The slice's share of the volume, in (0, 1].</param>
/// <param name="Quality">Mean quality of the option there.</param>
/// <param name="IncumbentQuality">Mean quality of the incumbent there.</param>
/// <param name="P5">The difference in quality below which one draw in twenty falls.</param>
/// <param name="P95">The difference in quality above which one draw in twenty lies.</param>
/// <param name="PWorse">The probability that the option is worse there than the incumbent.</param>
/// <param name="Npv">What the difference is worth, in expected net present value.</param>
/// <param name="StandardError">The Monte Carlo standard error of that.</param>
public sealed record SliceWorth(
    string Option,
    string Slice,
    double Share,
    double Quality,
    double IncumbentQuality,
    double P5,
    double P95,
    double PWorse,
    double Npv,
    double StandardError
)
{
    /// <summary>Each option but the incumbent in each slice, in the order of the decision; an option without measured slices has none.</summary>
    /// <param name="spec">The decision.</param>
    /// <param name="draws">Its parameters.</param>
    /// <param name="outcomes">What they come to.</param>
    internal static ImmutableArray<SliceWorth> Of(DecisionSpec spec, ParameterDraws draws, CashOutcomes outcomes)
    {
        double total = spec.Slices.Sum(slice => slice.Weight);
        bool IsKnown(OptionSpec option, SliceSpec slice) =>
            draws.Contains(OptionParameters.Quality.Of(option.Id, slice.Id));
        var incumbent = spec.Option(spec.Incumbent);
        return
        [
            .. from option in spec.Options
            where option.Id != spec.Incumbent
            from slice in spec.Slices
            where IsKnown(option, slice) && IsKnown(incumbent, slice)
            select Of(spec, draws, outcomes, option.Id, slice, slice.Weight / total),
        ];
    }

    private static SliceWorth Of(
        DecisionSpec spec,
        ParameterDraws draws,
        CashOutcomes outcomes,
        string option,
        SliceSpec slice,
        double share
    )
    {
        string name = OptionParameters.Quality.Of(option);
        var (own, theirs) = (
            draws[OptionParameters.Quality.Of(option, slice.Id)],
            draws[OptionParameters.Quality.Of(spec.Incumbent, slice.Id)]
        );
        var whole = draws[name];
        double[] gaps = new double[draws.Draws];
        double[] without = new double[draws.Draws];
        for (int draw = 0; draw < gaps.Length; draw++)
        {
            gaps[draw] = own[draw] - theirs[draw];
            without[draw] = Math.Clamp(whole[draw] - (share * gaps[draw]), 0, 1);
        }

        double[] worth = InformationValue.Difference(
            InformationValue.Difference(
                outcomes.NetBenefit[outcomes.Options.IndexOf(option)],
                outcomes.NetBenefit[outcomes.Incumbent]
            ),
            CashFlowEngine.Gain(spec, draws.With(name, without), option)
        );
        double pWorse = (double)gaps.Count(gap => gap < 0) / gaps.Length;
        RadixSort.Sort(gaps);
        return new(
            option,
            slice.Id,
            share,
            own.Mean,
            theirs.Mean,
            Quantiles.OfSorted(gaps, 0.05),
            Quantiles.OfSorted(gaps, 0.95),
            pWorse,
            CompensatedSum.Mean(worth),
            Moments.OfDraws(worth).StandardError ?? 0
        );
    }
}
