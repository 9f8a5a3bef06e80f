using System.Collections.Immutable;
using System.Globalization;
using EvalHarness.Decisions.CashFlows;
using EvalHarness.Decisions.Information;
using EvalHarness.Decisions.Inputs;
using EvalHarness.Decisions.Specs;
using EvalHarness.Statistics.Numerics;

namespace EvalHarness.Decisions.Verdicts;

/// <summary>
/// From the business case as it is usually told to the expected value as it is, one assumption at a time in one fixed
/// order: launch, staff beyond that of the incumbent, drift, realisation, failure, frontier, and at last the best alternative.
/// </summary>
internal static class NpvBridge
{
    /// <summary>The bridge of one option.</summary>
    /// <param name="spec">The decision.</param>
    /// <param name="draws">Its parameters.</param>
    /// <param name="option">The option's id.</param>
    public static ImmutableArray<BridgeStep> Of(DecisionSpec spec, ParameterDraws draws, string option) =>
        Of(spec, draws, CashFlowEngine.Simulate(spec, draws), option);

    /// <summary>The bridge of one option, where the outcomes as things stand are known.</summary>
    internal static ImmutableArray<BridgeStep> Of(
        DecisionSpec spec,
        ParameterDraws draws,
        CashOutcomes outcomes,
        string option
    )
    {
        string sign = spec.Currency == "USD" ? "$" : spec.Currency + " ";
        double lead = draws[OptionParameters.Lead, option].Mean;
        double staff = draws[OptionParameters.FixedCost, option].Mean;
        double drift = draws[OptionParameters.Drift, option].Mean;
        (string Name, double Told, string Label)[] assumptions =
        [
            (OptionParameters.Lead.Of(option), 0, $"{Number(lead)} months until launch"),
            (
                OptionParameters.FixedCost.Of(option),
                draws[OptionParameters.FixedCost, spec.Incumbent].Mean,
                $"run team {sign}{Short(staff)}/month"
            ),
            (OptionParameters.Drift.Of(option), 0, $"drift {Number(100 * drift)} pt/yr"),
            (
                DecisionParameters.Realisation.Name,
                1,
                $"{Percent(spec.Realisation.Distribution.Mean)} of the offline gain survives online"
            ),
            (OptionParameters.Success.Of(option), 1, $"{Percent(1 - Success(spec.Option(option)))} technical failure"),
            (DecisionParameters.Frontier.Name, 0, $"frontier moves {Percent(Frontier(spec))}/yr"),
        ];
        ParameterDraws Told(int known) =>
            assumptions.Skip(known).Aggregate(draws, (so, assumption) => so.With(assumption.Name, assumption.Told));
        var steps = new List<BridgeStep>();
        for (int known = 0; known <= assumptions.Length; known++)
        {
            string label =
                known == 0
                    ? "business case: full uplift from day 1, no staff, no risk"
                    : $"+ {assumptions[known - 1].Label}";
            double[] gain =
                known == assumptions.Length
                    ? Gain(outcomes, option, spec.Incumbent)
                    : CashFlowEngine.Gain(spec, Told(known), option);
            steps.Add(Step(label, gain));
        }

        if (BestAlternative(spec, draws, outcomes, option) is { } alternative)
        {
            steps.Add(Step($"vs the best alternative ({alternative})", Gain(outcomes, option, alternative)));
        }

        return [.. steps];
    }

    private static BridgeStep Step(string label, double[] gain) =>
        new(label, CompensatedSum.Mean(gain), Moments.OfDraws(gain).StandardError ?? 0);

    private static double[] Gain(CashOutcomes outcomes, string option, string against) =>
        InformationValue.Difference(
            outcomes.NetBenefit[outcomes.Options.IndexOf(option)],
            outcomes.NetBenefit[outcomes.Options.IndexOf(against)]
        );

    /// <summary>The best of the other options that may be chosen; null where that is the incumbent, with which all is compared already.</summary>
    private static string? BestAlternative(
        DecisionSpec spec,
        ParameterDraws draws,
        CashOutcomes outcomes,
        string option
    )
    {
        var broken = Feasibility.Broken(spec, draws);
        double Worth(string id) => CompensatedSum.Mean(outcomes.NetBenefit[spec.IndexOf(id)]);
        string? best = outcomes
            .Options.Where(id => id != option && broken[spec.IndexOf(id)].IsEmpty)
            .MaxBy(id => Worth(id));
        return best == spec.Incumbent ? null : best;
    }

    private static double Success(OptionSpec option) => option.PSuccess?.Distribution.Mean ?? 1;

    private static double Frontier(DecisionSpec spec) =>
        spec.Market.FrontierErrorReductionPerYear?.Distribution.Mean ?? 0;

    private static string Percent(double share) => $"{Number(Math.Round(100 * share))}%";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Short(double money) =>
        money >= 1e6 ? $"{Number(money / 1e6)}M"
        : money >= 1e3 ? $"{Number(money / 1e3)}k"
        : Number(money);
}
