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
/// order: launch, staff beyond that of the incumbent, drift, realisation, failure, frontier, outages where some are stated, and
/// at last the best alternative.
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
        var own = spec.Option(option);
        double lead = StaffInputs.Lead(spec, own, draws).Mean;
        double staff = StaffInputs.PerMonth(spec, own, draws).Mean;
        double drift = draws[OptionParameters.Drift, option].Mean;
        Honest[] assumptions =
        [
            new(
                [
                    (OptionParameters.Lead.Of(option), 0),
                    .. StaffInputs.ToReach(spec, own).Select(level => (StaffParameters.MonthsOf(level).Name, 0.0)),
                ],
                $"{Number(lead)} months until launch",
                BridgeReason.Launch,
                lead
            ),
            new(
                [(OptionParameters.FixedCost.Of(option), TodaysTeam(spec, draws, own, staff))],
                $"run team {sign}{Short(staff)}/month",
                BridgeReason.Staff,
                staff
            ),
            new(
                [(OptionParameters.Drift.Of(option), 0)],
                $"drift {Number(100 * drift)} pt/yr",
                BridgeReason.Drift,
                drift
            ),
            new(
                [(DecisionParameters.Realisation.Name, 1)],
                $"{Percent(spec.Realisation.Distribution.Mean)} of the offline gain survives online",
                BridgeReason.Realisation,
                spec.Realisation.Distribution.Mean
            ),
            new(
                [(OptionParameters.Success.Of(option), 1)],
                $"{Percent(1 - Success(own))} technical failure",
                BridgeReason.Failure,
                1 - Success(own)
            ),
            new(
                [(DecisionParameters.Frontier.Name, 0)],
                $"frontier moves {Percent(Frontier(spec))}/yr",
                BridgeReason.Frontier,
                Frontier(spec)
            ),
            .. Outages(spec, draws, option),
        ];
        ParameterDraws Told(int known) =>
            assumptions
                .Skip(known)
                .SelectMany(assumption => assumption.So)
                .Aggregate(draws, (so, assumption) => so.With(assumption.Name, assumption.Told));
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
            var reason = known == 0 ? BridgeReason.Told : assumptions[known - 1].Reason;
            steps.Add(
                Step(label, gain) with
                {
                    Reason = reason,
                    Level = known == 0 ? null : assumptions[known - 1].Level,
                }
            );
        }

        if (BestAlternative(spec, draws, outcomes, option) is { } alternative)
        {
            steps.Add(
                Step($"vs the best alternative ({alternative})", Gain(outcomes, option, alternative)) with
                {
                    Reason = BridgeReason.Alternative,
                    Alternative = alternative,
                }
            );
        }

        return [.. steps];
    }

    /// <summary>The running costs with which an option has no dearer a team than the incumbent, staff of its level included.</summary>
    private static double TodaysTeam(DecisionSpec spec, ParameterDraws draws, OptionSpec option, double staff)
    {
        double today = StaffInputs.PerMonth(spec, spec.Option(spec.Incumbent), draws).Mean;
        return draws[OptionParameters.FixedCost, option.Id].Mean + today - staff;
    }

    /// <summary>That option, incumbent and whoever serves in their place are not always up; nothing where none is said to be down.</summary>
    private static IEnumerable<Honest> Outages(DecisionSpec spec, ParameterDraws draws, string option)
    {
        ImmutableArray<(string Name, double Told)> up =
        [
            .. CashFlowEngine
                .Needed(spec, option)
                .Where(one => one.Availability is not null)
                .Select(one => (AvailabilityParameters.Share.Of(one.Id), 1.0)),
        ];
        if (up.IsEmpty)
        {
            yield break;
        }

        double share = spec.Option(option).Availability is null ? 1 : draws[AvailabilityParameters.Share, option].Mean;
        double hours = (1 - share) * Specs.GpuSpec.HoursPerMonth;
        yield return new(up, $"outages, {Number(hours)} hours a month", BridgeReason.Outages, hours);
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

    /// <summary>An assumption that the usual case leaves out.</summary>
    /// <param name="So">The parameters in which it is left out, as the case is told.</param>
    /// <param name="Label">It in words.</param>
    /// <param name="Reason">Which it is.</param>
    /// <param name="Level">How large it is.</param>
    private sealed record Honest(
        ImmutableArray<(string Name, double Told)> So,
        string Label,
        BridgeReason Reason,
        double Level
    );
}
